package io.llmcache.internal.guard;

import java.util.regex.Pattern;

/** Questions whose answer changes with the day or the minute: "what is the latest version". */
final class TimeGate implements Gate {

  private static final Pattern NOW =
      Pattern.compile(
          "\\b(?:today|todays|today's|tonight|tonight's|tomorrow|tomorrow's|yesterday|yesterday's"
              + "|right now|at the moment|currently|at present|as of now|so far|these days|nowadays"
              + "|up to date|latest(?! (?:you|i|we|that|time))|newest|most recent|breaking|trending|live score"
              + "|this (?:week|weekend|month|year|morning|afternoon|evening|season|quarter|summer|winter)"
              + "|(?:next|last|coming|past) (?:week|weekend|month|year|night|monday|tuesday|wednesday"
              + "|thursday|friday|saturday|sunday|season|quarter)"
              + "|(?:this|in the) (?:coming|next) (?:\\w+ )?(?:hours?|days?|weeks?))\\b");

  private static final Pattern STATE =
      Pattern.compile(
          "\\b(?:the|my|your|its|their|'s|who(?:'s|s| is)) current (?!flow|through|account|in |is |and )\\w+"
              + "|\\bcurrent (?:price|version|weather|time|date|status|rate|score|president|ceo|news|value|exchange"
              + "|population|temperature|stock|balance|interest|events?|situation|state|season|world|champion)\\b"
              + "|\\bwhat(?:'s| is|s)? (?:the )?(?:time|date|day)(?: is it| today| now)?(?: in [\\w ]{1,30})?\\??$"
              + "|\\b(?:what time|what day|what date|what year) is it\\b|\\btime (?:now )?in [a-z ]{2,30}\\??$"
              + "|\\b(?:weather|forecast|temperature outside|headlines)\\b"
              + "|\\bis it (?:going to |gonna )?(?:rain|raining|snow|snowing|sunny|cloudy|windy|hot|cold)\\b(?! to)"
              + "|\\bwill (?:it|there) (?:be )?(?:rain|snow|sunny|hot|cold|raining|snowing)"
              + "|\\b(?:news)\\b(?! article template|paper|letter)"
              + "|\\b(?:stock|share|bitcoin|btc|ethereum|gold|oil|gas|fuel|crypto) (?:price|prices|rate|quote)s?\\b"
              + "|\\b(?:price|value) of (?:bitcoin|btc|ethereum|gold|silver|oil|gas|\\w+ stocks?|\\w+ shares?)\\b"
              + "|\\b(?<!an |fixed |floating )exchange rates?(?! mechanism| policy| regime| risk)\\b|\\bnext (?:train|bus|flight|ferry|tram|game|match|election|holiday|full moon|eclipse)\\b|^how long (?:until|till)\\b|\\bscore of\\b|\\bwho(?:'s| is) (?:winning|leading)\\b"
              + "|\\bwho(?:'s| is) the (?:president|prime minister|ceo|king|queen|mayor|governor|chancellor|pope) of\\b"
              + "|\\bis [\\w' ]{2,40} (?:open|closed|down|online|available) (?:now|right now|today|yet)\\b"
              + "|\\b(?:traffic|events|movies playing|concerts) (?:in|on|near|around|to)\\b"
              + "|\\bhow old is (?!the |it |an? )|\\bhow many days (?:until|till|left|to)\\b");

  /** A tale of what happened to the asker: the answer does not hang on the date. */
  private static final Pattern TALE =
      Pattern.compile(
          "\\b(?:i|we) (?:was|were|have|had|just|did|tried|made|got|lost|ordered|bought|sent|went|received"
              + "|noticed|saw|withdrew|paid|transferred|deposited|topped|used|wanted|'ve)\\b|\\bi've\\b");

  @Override
  public String name() {
    return "time-dependent";
  }

  @Override
  public boolean refuses(Phrasing question) {
    return question.says(STATE) || question.says(NOW) && !question.says(TALE);
  }
}
