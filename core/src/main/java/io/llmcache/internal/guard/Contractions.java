package io.llmcache.internal.guard;

import java.util.Map;
import java.util.regex.Pattern;

/** Writes "can't" as "can not" and "what's" as "what is"; parts "Ann's" as "Ann 's". */
final class Contractions {

  private static final Pattern SPACE = Pattern.compile(" ");
  private static final Map<String, String> SHORT =
      Map.ofEntries(
          Map.entry("can't", "can not"),
          Map.entry("cant", "can not"),
          Map.entry("cannot", "can not"),
          Map.entry("won't", "will not"),
          Map.entry("wont", "will not"),
          Map.entry("shan't", "shall not"),
          Map.entry("ain't", "is not"),
          Map.entry("dont", "do not"),
          Map.entry("doesnt", "does not"),
          Map.entry("didnt", "did not"),
          Map.entry("isnt", "is not"),
          Map.entry("arent", "are not"),
          Map.entry("wasnt", "was not"),
          Map.entry("havent", "have not"),
          Map.entry("hasnt", "has not"),
          Map.entry("couldnt", "could not"),
          Map.entry("shouldnt", "should not"),
          Map.entry("wouldnt", "would not"),
          Map.entry("im", "i am"),
          Map.entry("ive", "i have"),
          Map.entry("whats", "what is"),
          Map.entry("hows", "how is"),
          Map.entry("wheres", "where is"),
          Map.entry("whos", "who is"),
          Map.entry("thats", "that is"),
          Map.entry("theres", "there is"),
          Map.entry("let's", "let us"),
          Map.entry("y'all", "you"),
          Map.entry("ya", "you"),
          Map.entry("u", "you"),
          Map.entry("ur", "your"),
          Map.entry("r", "are"),
          Map.entry("wanna", "want to"),
          Map.entry("gonna", "going to"),
          Map.entry("gotta", "have to"),
          Map.entry("lemme", "let me"),
          Map.entry("gimme", "give me"),
          Map.entry("an", "a"),
          Map.entry("whom", "who"),
          Map.entry("thru", "through"),
          Map.entry("til", "until"),
          Map.entry("vs", "versus"),
          Map.entry("u.s", "usa"),
          Map.entry("u.s.a", "usa"),
          Map.entry("u.k", "uk"),
          Map.entry("and/or", "or"));
  private static final Map<String, String> ENDINGS =
      Map.of("n't", " not", "'re", " are", "'ll", " will", "'ve", " have", "'m", " am");
  private static final Pattern IS =
      Pattern.compile("(what|how|where|who|when|why|it|that|there|here|he|she|this)'s");
  private static final Pattern WOULD = Pattern.compile("(i|you|he|she|it|we|they|who|what)'d");

  private Contractions() {}

  /** The plain words that a word in lower case stands for. */
  static String[] expand(String word) {
    String known = SHORT.get(word);
    if (known != null) {
      return SPACE.split(known);
    }
    if (word.indexOf('\'') < 0) {
      return new String[] {word};
    }
    for (Map.Entry<String, String> ending : ENDINGS.entrySet()) {
      if (word.endsWith(ending.getKey()) && word.length() > ending.getKey().length()) {
        return SPACE.split(cut(word, ending.getKey().length()) + ending.getValue());
      }
    }
    if (IS.matcher(word).matches()) {
      return new String[] {cut(word, 2), "is"};
    }
    if (WOULD.matcher(word).matches()) {
      return new String[] {cut(word, 2), "would"};
    }
    if (word.endsWith("'s")) {
      return new String[] {cut(word, 2), "'s"};
    }
    return new String[] {word.endsWith("'") ? cut(word, 1) : word};
  }

  private static String cut(String word, int letters) {
    return word.substring(0, word.length() - letters);
  }
}
