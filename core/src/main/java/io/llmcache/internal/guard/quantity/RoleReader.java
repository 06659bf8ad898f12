package io.llmcache.internal.guard.quantity;

import io.llmcache.internal.guard.text.Pieces;
import java.util.List;
import java.util.Set;

/** Reads what ties a quantity to its sentence: "before 2010", "more than 5", "5 or more". */
final class RoleReader {

  private record Phrase(String[] words, String role) {}

  private static final Set<String> FILLERS =
      Set.of(
          "the",
          "a",
          "year",
          "years",
          "about",
          "around",
          "roughly",
          "approximately",
          "exactly",
          "of",
          "date",
          "day",
          "month",
          "age",
          "ages",
          "just",
          "~");

  private static final int MOST_FILLERS = 3;

  private static final Set<String> CALENDAR = Set.of("year", "date", "decade", "clock", "day");

  private static final Set<String> SPANS = Set.of("time", "month", "number");

  /** Longer phrases stand before the shorter ones that they end with. */
  private static final List<Phrase> BEFORE_ANY =
      phrases(
          "atmost=no more than|not more than|no greater than",
          "atleast=no less than|not less than|no fewer than",
          "more=more than|greater than|higher than|older than|longer than|larger than|bigger than",
          "less=less than|fewer than|lower than|younger than|shorter than|smaller than|cheaper than",
          "atleast=at least|minimum|a min|> =|\u2265",
          "atmost=at most|up to|maximum|a max|< =|\u2264",
          "more=over|above|over -|exceeding|exceeds|beyond|upwards of|>",
          "less=under|below|under -|<",
          "every=every|each");

  private static final List<Phrase> BEFORE_TIMES =
      phrases(
          "before=before|prior to|earlier than|pre -|ahead of",
          "after=after|later than|following|follows|post -",
          "since=since|as of|starting|starting in|starting from|beginning in",
          "until=until|till|til|up until",
          "by=by",
          "early=early|early -|beginning|start",
          "mid=mid|mid -|middle",
          "late=late|late -|end");

  private static final List<Phrase> BEFORE_SPANS =
      phrases(
          "before=before", "after=after", "last=last|past|previous", "next=next|following|coming");

  private static final List<Phrase> BEHIND =
      phrases(
          "atleast=or more|or older|or over|or above|and over|and above|and older|and up|or higher|+",
          "atmost=or less|or fewer|or under|or younger|and under|and below|or below|or lower",
          "ago=ago|previously|earlier|prior",
          "ahead=from now|hence",
          "since=onwards|onward|and later|or later|and after");

  private RoleReader() {}

  /**
   * The role of the quantity of this kind that lies between the two indices; empty if it is plain.
   */
  static String role(Pieces pieces, int start, int end, String kind) {
    String behind = behind(pieces, end, kind);
    if (!behind.isEmpty()) {
      return behind;
    }
    int at = start;
    for (int skipped = 0; skipped <= MOST_FILLERS; skipped++) {
      String role = before(pieces, at, kind);
      if (!role.isEmpty() || !pieces.at(at - 1).in(FILLERS)) {
        return role;
      }
      at--;
    }
    return "";
  }

  private static String before(Pieces pieces, int at, String kind) {
    if (CALENDAR.contains(kind)) {
      String time = endingAt(BEFORE_TIMES, pieces, at);
      return time.isEmpty() ? from(pieces, at, kind) : time;
    }
    String any = endingAt(BEFORE_ANY, pieces, at);
    boolean span = SPANS.contains(kind);
    return any.isEmpty() && span ? endingAt(BEFORE_SPANS, pieces, at) : any;
  }

  /** "from 2010" says since, unless a second date follows. */
  private static String from(Pieces pieces, int at, String kind) {
    boolean range =
        pieces.at(at + 1).in(Set.of("to", "-", "until", "till", "through"))
            || pieces.at(at + 2).in(Set.of("to", "-", "until", "till", "through"))
            || pieces.at(at + 3).in(Set.of("to", "-", "until", "till", "through"));
    return kind.equals("year") && pieces.at(at - 1).is("from") && !range ? "since" : "";
  }

  private static String behind(Pieces pieces, int end, String kind) {
    int at = pieces.at(end).in(Set.of("years", "year", "s")) ? end + 1 : end;
    if (pieces.says(at, "from", "now", "on")) {
      return "";
    }
    for (Phrase phrase : BEHIND) {
      if (pieces.says(at, phrase.words)) {
        boolean plus = !phrase.role.equals("atleast") || isBound(pieces, at, kind);
        return plus ? phrase.role : "";
      }
    }
    return "";
  }

  /** "65+" is a bound, "2 + 3" is a sum. */
  private static boolean isBound(Pieces pieces, int at, String kind) {
    return !pieces.at(at).is("+")
        || pieces.at(at).glued() && !pieces.at(at + 1).isNumber() && !kind.equals("clock");
  }

  private static String endingAt(List<Phrase> phrases, Pieces pieces, int at) {
    for (Phrase phrase : phrases) {
      if (pieces.says(at - phrase.words.length, phrase.words)) {
        return phrase.role;
      }
    }
    return "";
  }

  private static List<Phrase> phrases(String... lines) {
    return List.of(lines).stream().flatMap(RoleReader::line).toList();
  }

  private static java.util.stream.Stream<Phrase> line(String line) {
    int equals = line.indexOf('=');
    return List.of(line.substring(equals + 1).split("\\|", -1)).stream()
        .map(words -> new Phrase(words.split(" ", -1), line.substring(0, equals)));
  }
}
