package io.llmcache.internal.policy;

import io.llmcache.exchange.Headers;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the header fields by which an upstream reads another request than the one whose bytes the
 * cache sees: in another encoding or alphabet, with another method, for another path. Pure.
 */
public final class Disguise {

  private static final List<String> METHODS =
      List.of("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override");
  private static final List<String> TARGETS = List.of("X-Original-URL", "X-Rewrite-URL");
  private static final Pattern CHARSET =
      Pattern.compile("charset\\s*=\\s*[\"']?([^\"';,\\s]*)", Pattern.CASE_INSENSITIVE);

  private Disguise() {}

  /** Why the request may be another one to its upstream, as a reason; empty if it is not. */
  public static String of(Headers headers) {
    if (!headers.all("Content-Encoding").stream()
        .allMatch(coding -> coding.isBlank() || coding.strip().equalsIgnoreCase("identity"))) {
      return "request-content-encoding";
    }
    if (!headers.all("Content-Type").stream().allMatch(Disguise::isUtf8)) {
      return "request-charset";
    }
    if (METHODS.stream().anyMatch(name -> headers.first(name) != null)) {
      return "method-override";
    }
    return TARGETS.stream().anyMatch(name -> headers.first(name) != null) ? "target-override" : "";
  }

  private static boolean isUtf8(String type) {
    Matcher charset = CHARSET.matcher(type);
    while (charset.find()) {
      String name = charset.group(1).toLowerCase(Locale.ROOT);
      if (!name.equals("utf-8") && !name.equals("utf8") && !name.equals("us-ascii")) {
        return false;
      }
    }
    return true;
  }
}
