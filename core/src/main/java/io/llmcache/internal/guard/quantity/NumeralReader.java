package io.llmcache.internal.guard.quantity;

import io.llmcache.internal.guard.text.Piece;
import io.llmcache.internal.guard.text.Pieces;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads bare numbers: "1,200", "1.5", "1/2", "10k", "twenty-five", "a hundred", "half". */
final class NumeralReader {

  private static final int MOST_DIGITS = 15;
  private static final Set<String> ARTICLES = Set.of("a", "an", "one");

  private NumeralReader() {}

  /** The number that begins there, or null. */
  static @Nullable Numeral read(Pieces pieces, int at) {
    Piece first = pieces.at(at);
    Numeral plain = first.isNumber() ? digits(pieces, at) : words(pieces, at);
    return plain == null ? null : halves(pieces, plain);
  }

  /** A number too long or with a leading zero is a name: it has no value, see {@link #isName}. */
  static boolean isName(String digits) {
    boolean leadingZero = digits.length() > 1 && digits.charAt(0) == '0' && digits.charAt(1) != '.';
    return leadingZero || digits.length() > MOST_DIGITS;
  }

  private static @Nullable Numeral digits(Pieces pieces, int at) {
    String text = pieces.at(at).text().replace(",", "");
    if (isName(text) || text.indexOf('.') != text.lastIndexOf('.')) {
      return null;
    }
    Numeral whole = new Numeral(Ratio.of(text), shown(text), false, at + 1);
    Numeral fraction = fraction(pieces, at);
    if (fraction != null) {
      return fraction;
    }
    Numeral after = pieces.at(at + 1).isNumber() ? fraction(pieces, at + 1) : null;
    if (after != null && whole.value().isWhole() && after.value().lessThan(1)) {
      return whole.plus(after.value(), after.end());
    }
    return scaled(pieces, whole);
  }

  private static String shown(String text) {
    return text.endsWith(".00") ? text.substring(0, text.length() - 3) : text;
  }

  /** "3/4", where it is surely a part: below one and with a small number under the line. */
  private static @Nullable Numeral fraction(Pieces pieces, int at) {
    if (!pieces.at(at + 1).is("/") || !pieces.at(at + 2).isNumber() || pieces.at(at + 3).is("/")) {
      return null;
    }
    int over = small(pieces.at(at).text());
    int under = small(pieces.at(at + 2).text());
    boolean glued = pieces.at(at + 1).glued() && pieces.at(at + 2).glued();
    boolean isPart = glued && over > 0 && over < under && under <= 16;
    return isPart ? Numeral.of(Ratio.of(over, under), at + 3) : null;
  }

  private static int small(String text) {
    return text.length() <= 2 && text.indexOf('.') < 0 ? Integer.parseInt(text) : 0;
  }

  private static Numeral scaled(Pieces pieces, Numeral numeral) {
    Numeral result = numeral;
    while (true) {
      Piece next = pieces.at(result.end());
      Long scale = NumberWords.scale(next.lower());
      if (scale == null) {
        scale = suffix(next);
      }
      if (scale == null || !next.isWord()) {
        return result;
      }
      result = result.scaled(Ratio.of(scale), result.end() + 1);
    }
  }

  private static @Nullable Long suffix(Piece next) {
    if (!next.glued()) {
      return next.lower().length() > 1 ? NumberWords.suffix(next.lower()) : null;
    }
    return next.text().equals("M") ? Long.valueOf(1_000_000L) : NumberWords.suffix(next.lower());
  }

  private static @Nullable Numeral words(Pieces pieces, int at) {
    Piece first = pieces.at(at);
    if (!first.isWord()) {
      return null;
    }
    if (first.is("half")) {
      return half(pieces, at);
    }
    Numeral part = part(pieces, at);
    if (part != null) {
      return part;
    }
    if (first.is("a") && NumberWords.scale(pieces.at(at + 1).lower()) != null) {
      return new WordNumber(pieces, at + 1, 1).read();
    }
    if (first.is("dozen")) {
      return Numeral.of(Ratio.of(12), at + 1);
    }
    Integer value = NumberWords.cardinal(first.lower());
    if (value == null) {
      return first.is("a") || first.is("an") ? article(at + 1) : null;
    }
    Numeral year = year(pieces, at, value);
    if (year != null) {
      return year;
    }
    Numeral number = new WordNumber(pieces, at, 0).read();
    return first.is("one") && number.end() == at + 1 ? article(at + 1) : number;
  }

  /** "nineteen eighty-four", "twenty twenty". */
  private static @Nullable Numeral year(Pieces pieces, int at, int century) {
    Integer next = NumberWords.cardinal(pieces.at(at + 1).lower());
    if (century < 13 || century > 20 || next == null || next < 10) {
      return null;
    }
    Numeral rest = new WordNumber(pieces, at + 1, 0).read();
    return rest.value().lessThan(100) ? rest.plus(Ratio.of(100L * century), rest.end()) : null;
  }

  private static Numeral article(int end) {
    return new Numeral(Ratio.ONE, "1", true, end);
  }

  /** "half", "half a", "half a million". */
  private static Numeral half(Pieces pieces, int at) {
    int end = pieces.at(at + 1).in(Set.of("a", "an")) ? at + 2 : at + 1;
    return scaled(pieces, Numeral.of(Ratio.of(1, 2), end));
  }

  /** "two thirds", "a quarter", "three-quarters". */
  private static @Nullable Numeral part(Pieces pieces, int at) {
    Piece first = pieces.at(at);
    Integer over = first.in(ARTICLES) ? Integer.valueOf(1) : NumberWords.cardinal(first.lower());
    int next = pieces.at(at + 1).is("-") ? at + 2 : at + 1;
    String word = pieces.at(next).lower();
    Integer under = NumberWords.part(word);
    if (over == null || under == null || over >= under) {
      return null;
    }
    boolean isPart = under == 2 || word.endsWith("s") || pieces.at(next + 1).is("of");
    return isPart ? Numeral.of(Ratio.of(over, under), next + 1) : null;
  }

  /** "two and a half", "5 and a quarter". */
  private static Numeral halves(Pieces pieces, Numeral numeral) {
    int end = numeral.end();
    if (!pieces.says(end, "and", "a") || numeral.article() && !pieces.at(end - 1).is("one")) {
      return numeral;
    }
    Integer part = NumberWords.part(pieces.at(end + 2).lower());
    return part == null || part > 4 ? numeral : numeral.plus(Ratio.of(1, part), end + 3);
  }
}
