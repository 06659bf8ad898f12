package io.llmcache.internal.guard;

import java.util.regex.Pattern;

/**
 * Questions that only their dialogue explains: "is it treatable?", "what about the second one?".
 */
final class ContextGate implements Gate {

  private static final Pattern FOLLOWS =
      Pattern.compile(
          "^(?:(?:what|how) about\\b|(?:and|or|but|then|also|because|nor)(?: [\\w'-]{1,20}){1,8}\\??$|why not\\b|which ones?\\b|what else\\b"
              + "|who else\\b|where else\\b|tell me more\\b(?! about (?!it|that|this|them|the other))|go on\\b|continue\\b"
              + "|more (?:examples|details|please)\\b|another one\\b|what does (?:that|this) mean\\b"
              + "|why (?:is|was|does|did|are|were) (?:that|this|it|they|those)(?: so)?\\??$|what happen(?:ed|s) (?:next|then)\\b"
              + "|(?:.{0,30} )?another (?:example|one|option)\\??$"
              + "|(?:is|was|are|were|does|did|do|can|could|would|will|has|have|should) (?:they|he|she|them)\\b"
              + "|(?:is|was|are|were|does|did|do|can|could|would|will|has|have|should) (?:that|this|those|these)"
              + " (?:true|normal|possible|safe|okay?|correct|right|legal|good|bad|common|still|also|really|why|how"
              + "|because|dangerous|the (?:case|same|reason|best)|a problem|it|all|available|free|allowed|necessary"
              + "|required|enough|worth|mean|matter|help|work|happen|apply|count|affect|hurt|cause)\\b"
              + "|(?:is|was|are|were|does|did|can|could|would|will) (?:that|this|those|these)\\??$"
              + "|(?:why|how|when|where)\\??$|(?:how so|in what way|for how long|since when|by whom|are you sure|really)\\b)");

  private static final Pattern POINTS_BACK =
      Pattern.compile(
          "\\bthe (?:(?:first|second|third|last|other|previous|next|latter|former|same|above) ?(?:ones?|two|three)?"
              + "(?:\\?|$)|others\\b|(?:latter|former|above)(?: one)?(?:\\?|$|,)|other ones?\\b)"
              + "|\\b(?:of|between|about|with|for|to|from|like|than|in|on|by|against) (?:them|those|these|this|that|it)(?:\\?|$|[.,])"
              + "|\\b(?:their|its|his|hers|theirs|her(?! ?\\?| ?$| to))\\b");

  /** One clause cannot explain its own object: "how does sleep change it?". */
  private static final Pattern LAST_WORD =
      Pattern.compile(
          "^(?:what|how|why|when|where|who|which|is|are|was|were|do|does|did|can|could|will|would|should)"
              + "(?: (?!when |if |and |or |that |while |before |after |because |but |so |to )[\\w'-]{1,20}){1,8}"
              + " (?:it|them|him)\\??$");

  /** "how many wings do they have?" */
  private static final Pattern SUBJECT =
      Pattern.compile(
          "^how \\w+ (?:is|was|are|were) (?:he|she|they|it)\\b|^(?:how many|how much|what|which|whose)(?: [\\w'-]{1,20}){1,3} (?:do|did|does|can|are|were|was|is"
              + "|will|would|has|have|had|should|could) (?:they|it|he|she)\\b");

  private static final Pattern PRONOUN = Pattern.compile("\\b(?:it|they|them|he|she|him)\\b");

  private static final Pattern EMPTY_IT =
      Pattern.compile(
          "^it(?:'s| is| isn't| seems| appears| looks| shows| says| has| turns| was)\\b|\\bhas it been\\b"
              + "|\\b(?:does|will|would|did|do) it (?:\\w+ ){0,2}?(?:take|cost|hurt|rain|snow|matter|say|mean (?:to|when|if|that))\\b"
              + "|\\b(?:is|was|would|isn't|if|that|when|makes?|find) it (?:\\w+ ){0,3}?(?:to|that|if|for|when|take|cost"
              + "|like|worth|possible|true|ok|okay|safe|legal|normal|bad|good|better|going)\\b(?!\\?|$)"
              + "|\\b(?:time|day|date|year|cold|hot|weather|raining|snowing|long|much) (?:is|does|will|would|did) it\\b"
              + "|\\bit (?:takes?|took|is|was|rains?|snows?|costs?|'s|would|will|possible|makes?) ");

  /** A noun stands before the pronoun: the text explains itself. */
  private static final int FEW_WORDS_BEFORE = 5;

  private static final Pattern PLAIN_WORD =
      Pattern.compile(
          "what|whats|which|who|whom|where|when|why|how|is|are|was|were|do|does|did|can|could|should|would|will"
              + "|has|have|had|be|been|the|a|an|of|in|on|for|to|and|or|some|any|many|much|more|most|other|main|best|there"
              + "|tell|me|about|describe|explain|give|show|list|long|often|old|big|far|common|popular|different|important"
              + "|effects?|causes?|types?|kinds?|symptoms?|advantages|disadvantages|benefits|side|role|history|examples?"
              + "|you|i|we|people|one|that|with|from|by|at|as|so|not|also|if|it|they|he|she|them|him|make|get|use|used");

  @Override
  public String name() {
    return "context";
  }

  @Override
  public boolean refuses(Phrasing question) {
    String text = question.bare();
    if (question.begins(FOLLOWS)) {
      return true;
    }
    return wordsBefore(text, POINTS_BACK) < FEW_WORDS_BEFORE
            && !text.contains(". ")
            && contentBefore(text, POINTS_BACK) == 0
        || (question.begins(LAST_WORD) || question.begins(SUBJECT))
            && !EMPTY_IT.matcher(text).find()
        || pronounWithoutNoun(text);
  }

  private static boolean pronounWithoutNoun(String text) {
    return contentBefore(text, PRONOUN) == 0 && !EMPTY_IT.matcher(text).find();
  }

  private static int wordsBefore(String text, Pattern pattern) {
    var found = pattern.matcher(text);
    return found.find()
        ? text.substring(0, found.start()).split(" ", -1).length
        : Integer.MAX_VALUE;
  }

  /** How many words before the first hit could be what it points at; many if there is no hit. */
  private static int contentBefore(String text, Pattern pattern) {
    var found = pattern.matcher(text);
    if (!found.find()) {
      return Integer.MAX_VALUE;
    }
    int content = 0;
    for (String word : text.substring(0, found.start()).split("[^a-z0-9']+", -1)) {
      content += word.isEmpty() || PLAIN_WORD.matcher(word).matches() ? 0 : 1;
    }
    return content;
  }
}
