package io.llmcache.exchange;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Header fields that end at each connection (RFC 9110 section 7.6.1) and are never passed on. */
public final class HopByHop {

  private static final Set<String> ALWAYS =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-authenticate",
          "proxy-authorization",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private HopByHop() {}

  /** The fields that may be passed on: neither hop-by-hop nor named in a Connection field. */
  public static Headers removedFrom(Headers headers) {
    Set<String> dropped = new HashSet<>(ALWAYS);
    for (String value : headers.all("Connection")) {
      for (String name : value.split(",")) {
        dropped.add(name.trim().toLowerCase(Locale.ROOT));
      }
    }
    return headers.keeping(name -> !dropped.contains(name.toLowerCase(Locale.ROOT)));
  }
}
