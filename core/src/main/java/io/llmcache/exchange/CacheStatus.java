package io.llmcache.exchange;

import java.time.Duration;

/** Writes the value of a Cache-Status field (RFC 9211) for the cache named {@code llmcache}. */
public final class CacheStatus {

  /** The field's name. */
  public static final String FIELD = "Cache-Status";

  private static final String CACHE = "llmcache";

  private CacheStatus() {}

  /**
   * Served from what is stored.
   *
   * @param left how long it is still fresh; negative: stale
   * @param detail the tier, or why it is served though stale
   */
  public static String hit(Duration left, String detail) {
    return CACHE + "; hit; ttl=" + left.toSeconds() + "; detail=" + item(detail);
  }

  /** Nothing usable was stored. */
  public static String miss() {
    return CACHE + "; fwd=miss";
  }

  /** Something was stored, but may not be used. */
  public static String stale(String why) {
    return CACHE + "; fwd=stale; detail=" + item(why);
  }

  /** Served stale in place of an error. */
  public static String insteadOf(int status) {
    return CACHE + "; fwd=stale; fwd-status=" + status + "; detail=stale-if-error";
  }

  /** Served stale since the upstream gave no answer, or one that broke off before it began. */
  public static String insteadOfNothing() {
    return CACHE + "; fwd=stale; detail=stale-if-error";
  }

  /**
   * Some inputs of a batch are stored, the others are not.
   *
   * @param known how many are
   */
  public static String partial(int known, int all) {
    return CACHE + "; fwd=partial; detail=" + item(known + "/" + all);
  }

  /** The request's own Cache-Control asked for the upstream. */
  public static String request() {
    return CACHE + "; fwd=request";
  }

  /** The cache kept out. */
  public static String bypass(String why) {
    return CACHE + "; fwd=bypass; detail=" + item(why);
  }

  /** Served with the answer to an identical call. */
  public static String collapsed() {
    return CACHE + "; fwd=miss; collapsed";
  }

  /** Nothing is stored, and the request wanted no call. */
  public static String onlyIfCached() {
    return CACHE + "; detail=only-if-cached";
  }

  /** A token where it can be one, else a quoted string (RFC 8941 section 3.3). */
  private static String item(String text) {
    if (isToken(text)) {
      return text;
    }
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\');
      }
      quoted.append(c >= 0x20 && c < 0x7f ? c : '?');
    }
    return quoted.append('"').toString();
  }

  private static boolean isToken(String text) {
    if (text.isEmpty() || !(isLetter(text.charAt(0)) || text.charAt(0) == '*')) {
      return false;
    }
    for (int i = 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isLetter(c) && !(c >= '0' && c <= '9') && "!#$%&'*+.^_`|~:/-".indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isLetter(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  }
}
