package io.llmcache.internal.guard;

import io.llmcache.internal.lexicon.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Two names of one letter or two nouns side by side changed places: "A by B", "milk chocolate". */
final class SwapGuard implements Guard {

  private static final int LONGEST = 2_000;

  /** Shorter texts are keywords, whose order is free. */
  private static final int FEWEST_SMALL_WORDS = 3;

  private static final Pattern LETTER =
      Pattern.compile("(?<![\\p{L}'.])[B-HJ-Z](?![\\p{L}'.])|(?<=[a-z,] |\\p{L}\\()A(?![\\p{L}'])");

  /** The order of a function's arguments is never free. */
  private static final Pattern CALL = Pattern.compile("\\p{L}\\(\\p{Lu},");

  private static final Pattern LIST = Pattern.compile("\\b(and|or|nor|vs|versus)\\b|[,&=]");

  private static final Reading<List<String>> LETTERS =
      new Reading<>(wording -> letters(cut(wording.raw())));

  @Override
  public String name() {
    return "swaps";
  }

  @Override
  public @Nullable String objection(Sentence one, Sentence other) {
    String letters = letters(one, other);
    return letters == null ? compound(one, other) : letters;
  }

  private static String cut(String text) {
    return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
  }

  private static @Nullable String letters(Sentence one, Sentence other) {
    List<String> l = LETTERS.of(one);
    List<String> r = LETTERS.of(other);
    boolean moved =
        l.size() > 1
            && !l.equals(r)
            && l.stream().sorted().toList().equals(r.stream().sorted().toList());
    return moved && !isListed(cut(one.raw()), cut(other.raw())) ? l + " against " + r : null;
  }

  private static boolean isListed(String left, String right) {
    boolean call = CALL.matcher(left).find() && CALL.matcher(right).find();
    return !call && LIST.matcher(between(left)).find() && LIST.matcher(between(right)).find();
  }

  private static List<String> letters(String text) {
    List<String> letters = new ArrayList<>();
    if (text.chars().noneMatch(c -> c >= 'A' && c <= 'Z')) {
      return letters;
    }
    Matcher matcher = LETTER.matcher(text);
    while (matcher.find()) {
      letters.add(matcher.group());
    }
    return letters;
  }

  /** What stands between the first two letters. */
  private static String between(String text) {
    Matcher matcher = LETTER.matcher(text);
    int from = matcher.find() ? matcher.end() : 0;
    return matcher.find() ? text.substring(from, matcher.start()) : "";
  }

  private static @Nullable String compound(Sentence one, Sentence other) {
    Exchange exchange = Exchange.between(one.all(), other.all());
    boolean side =
        exchange != null
            && exchange.between().isEmpty()
            && exchange.first().size() == 1
            && exchange.second().size() == 1;
    if (!side || exchange == null || isKeywords(one) || isFree(exchange.before())) {
      return null;
    }
    Token first = exchange.first().get(0);
    Token second = exchange.second().get(0);
    return isNoun(first) && isNoun(second)
        ? first.text() + " and " + second.text() + " change places"
        : null;
  }

  private static boolean isKeywords(Sentence sentence) {
    return sentence.all().stream().filter(t -> t.kind() == Token.Kind.FUNCTION).count()
        < FEWEST_SMALL_WORDS;
  }

  /** Two nouns behind an article or a preposition are one thing. */
  private static boolean isFree(List<Token> before) {
    String word = before.isEmpty() ? "" : before.get(before.size() - 1).text();
    return !WordClass.DETERMINERS.has(word) && !WordClass.PREPOSITIONS.has(word);
  }

  private static boolean isNoun(Token token) {
    boolean noun = token.is(Part.NOUN) && token.rather(Part.NOUN, Part.ADJECTIVE);
    return token.isContent() && !token.isName() && noun;
  }
}
