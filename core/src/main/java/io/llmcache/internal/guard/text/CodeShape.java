package io.llmcache.internal.guard.text;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Tells by its shape alone whether a chunk of a text is code, an identifier or a version. */
public final class CodeShape {

  private static final int LONGEST_READ = 120;

  private static final String NUMBER = "\\d[\\d.,:]{0,20}";

  /** What may follow digits without a space and leaves them a quantity. */
  private static final Set<String> TAILS =
      Set.of(
          ("a am b bit bits bn bps c cal cl cm cms d deg dl dpi eur f fa fps ft g gb gbp gbps ghz gms"
                  + " gm gr h hp hr hrs hz in inr iu k kb kcal kg kgs kj km kmh kms kph kw kwh l lb"
                  + " lbs lt m ma mah mb mbps mcg mg mhz mi min mins ml mm mn mo mos mp mph ms mw nd"
                  + " nm ns oz p pct pm ppm psi pt px rd rpm s sec secs sq st t tb th tsp tbsp tn"
                  + " usd us v w wh wk wks x y yd yds yo yr yrs hour hours day days")
              .split(" ", -1));

  private static final Set<String> NAMES_WITH_DIGITS =
      Set.of("401k", "403b", "3g", "4g", "5g", "6g", "2d", "3d", "4d", "0day");

  private static final Pattern ENDING =
      Pattern.compile(
          "(?i)[\\w-]{0,40}(\\.[\\w-]{1,40}){0,3}\\.(java|js|ts|tsx|jsx|py|rb|go|rs|c|h|cpp|cs|kt|php|sh|bat"
              + "|exe|dll|so|jar|war|zip|gz|tar|rar|7z|txt|md|csv|tsv|json|xml|ya?ml|toml|ini|cfg|conf"
              + "|log|html?|css|scss|sql|db|pdf|docx?|xlsx?|pptx?|png|jpe?g|gif|svg|webp|bmp|mp3|mp4"
              + "|wav|avi|mov|mkv|flac|iso|apk|dmg|deb|rpm|msi|env|lock|com|org|net|io|dev|edu|gov"
              + "|co\\.uk|de|app|ai|info|biz)");

  private static final Pattern DOTTED =
      Pattern.compile("[A-Za-z_$][\\w$]{1,60}(\\.[a-z_$][\\w$]{1,60}){1,8}");

  private static final Pattern FLAG =
      Pattern.compile(
          "[A-Za-z_]\\w{0,30}(\\+\\+|--)|\\+\\+[A-Za-z_]\\w{0,30}|--[A-Za-z][\\w-]{0,60}(=.*)?|-[A-Za-z]");

  private static final Pattern PATH =
      Pattern.compile("[~.]{0,2}/[A-Za-z_][\\w.-]{0,60}(/.*)?|[A-Za-z]:[\\\\/].*|.*\\\\\\w.*");

  private static final Pattern HYPHENATED = Pattern.compile("[-/:~+]");

  private static final Pattern PIECE =
      Pattern.compile("[$\u20AC\u00A3\u00A5#<>=~+-]{0,3}(" + NUMBER + ")([A-Za-z\u00B0\u00B5%]*)");

  private static final Pattern NAME_AND_NUMBER =
      Pattern.compile("[A-Za-z]{3,30}\\d{1,9}(\\.\\d{1,3})?");

  private CodeShape() {}

  /** The chunk without the quotes, brackets and stops around it. */
  static String core(String chunk) {
    int start = 0;
    int end = chunk.length();
    while (start < end && "([{\"'<*,;`".indexOf(chunk.charAt(start)) >= 0) {
      start++;
    }
    while (end > start && trims(chunk, start, end)) {
      end--;
    }
    return chunk.substring(start, end);
  }

  private static boolean trims(String chunk, int start, int end) {
    char last = chunk.charAt(end - 1);
    if (last == ')' && chunk.lastIndexOf('(', end - 1) > start) {
      return false;
    }
    return ".,;:!?)]}\"'>*`".indexOf(last) >= 0;
  }

  /**
   * Whether this chunk, free of punctuation around it, is code rather than a word or a quantity.
   */
  public static boolean isCode(String core) {
    if (core.length() < 2 || isProse(core)) {
      return false;
    }
    if (core.length() > LONGEST_READ) {
      return hasDigit(core) && hasLetter(core) || core.indexOf('/') > 0;
    }
    return looksLikeCode(core) || mixes(core) || isVersion(core);
  }

  /** Most chunks are words, which need no closer look. */
  private static boolean isProse(String core) {
    if (!Character.isLetter(core.charAt(0))) {
      return false;
    }
    for (int i = 1; i < core.length(); i++) {
      char c = core.charAt(i);
      if (!Character.isLetter(c) && c != '\'' && c != '-' && c != ',') {
        return false;
      }
    }
    return core.charAt(core.length() - 1) != '-';
  }

  private static boolean looksLikeCode(String core) {
    String lower = core.toLowerCase(Locale.ROOT);
    if (lower.contains("://") || lower.startsWith("www.") || lower.equals("c++")) {
      return true;
    }
    if (isMail(core) || hasInnerUnderscore(core) || core.contains("::") || isCall(core)) {
      return true;
    }
    if (lower.matches("[cfj]#") || lower.equals(".net") || FLAG.matcher(core).matches()) {
      return true;
    }
    return ENDING.matcher(core).matches()
        || DOTTED.matcher(core).matches()
        || PATH.matcher(core).matches();
  }

  private static boolean isMail(String core) {
    int at = core.indexOf('@');
    return at >= 0 && at + 1 < core.length() && Character.isLetterOrDigit(core.charAt(at + 1));
  }

  private static boolean hasInnerUnderscore(String core) {
    int at = core.indexOf('_');
    return at >= 0 && hasLetter(core) && !core.startsWith("__") | core.endsWith("__");
  }

  private static boolean isCall(String core) {
    int open = core.indexOf('(');
    return open > 0
        && Character.isLetter(core.charAt(open - 1))
        && core.endsWith(")")
        && !core.equals(core.toUpperCase(Locale.ROOT))
        && !core.endsWith("(s)")
        && !core.endsWith("(es)");
  }

  /** Three or more groups of digits with dots between: a version, an address, a date in dots. */
  private static boolean isVersion(String core) {
    int dots = 0;
    for (int i = 0; i < core.length(); i++) {
      char c = core.charAt(i);
      if (c == '.') {
        dots++;
      } else if (!Character.isDigit(c)) {
        return false;
      }
    }
    return dots >= 2;
  }

  private static boolean mixes(String core) {
    if (!hasDigit(core) || !hasLetter(core)) {
      return false;
    }
    if (NAMES_WITH_DIGITS.contains(core.toLowerCase(Locale.ROOT))) {
      return true;
    }
    if (NAME_AND_NUMBER.matcher(core).matches()) {
      return false;
    }
    return !isQuantity(HYPHENATED.split(core, -1));
  }

  /** "5-year-old", "5-10km", "covid-19", "$10k/month" but not "WT-44219" and not "C5-6". */
  private static boolean isQuantity(String[] pieces) {
    boolean numbers = false;
    for (String piece : pieces) {
      boolean letters = isLetters(piece);
      if (letters && !numbers && piece.length() < 3) {
        return false;
      }
      if (!letters && !piece.isEmpty() && !isAmount(piece)) {
        return false;
      }
      numbers |= hasDigit(piece);
    }
    return true;
  }

  private static boolean isAmount(String piece) {
    var amount = PIECE.matcher(piece);
    if (!amount.matches()) {
      return false;
    }
    String tail = amount.group(2).toLowerCase(Locale.ROOT);
    return tail.isEmpty()
        || tail.length() > 3 && isWord(amount.group(2))
        || TAILS.contains(tail)
        || "\u00B0%\u00B5".indexOf(tail.charAt(0)) >= 0;
  }

  private static boolean isWord(String letters) {
    return letters.equals(letters.toLowerCase(Locale.ROOT)) && hasVowel(letters);
  }

  private static boolean hasVowel(String letters) {
    return letters.chars().anyMatch(c -> "aeiouy".indexOf(c) >= 0);
  }

  private static boolean isLetters(String piece) {
    return !piece.isEmpty() && piece.chars().allMatch(Character::isLetter);
  }

  private static boolean hasDigit(String text) {
    return text.chars().anyMatch(c -> c >= '0' && c <= '9');
  }

  private static boolean hasLetter(String text) {
    return text.chars().anyMatch(Character::isLetter);
  }
}
