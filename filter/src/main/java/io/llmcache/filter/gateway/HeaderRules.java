package io.llmcache.filter.gateway;

import io.llmcache.exchange.Headers;
import io.llmcache.exchange.HopByHop;
import io.llmcache.exchange.Reply;
import java.util.Locale;
import java.util.Set;

/** Which header fields pass the gateway, and which it changes. Pure. */
final class HeaderRules {

  /** What the HTTP client writes itself, or what ends here. */
  private static final Set<String> OWN =
      Set.of("host", "content-length", "expect", "http2-settings");

  private static final Set<String> FOR_THE_CACHE = Set.of("cache-control", "pragma");

  private HeaderRules() {}

  /** What goes upstream of any request. */
  static Headers passed(Headers received) {
    return HopByHop.removedFrom(received)
        .keeping(
            name -> {
              String lower = name.toLowerCase(Locale.ROOT);
              return !OWN.contains(lower) && !lower.startsWith("llmcache-");
            });
  }

  /**
   * What goes upstream of a request that the cache looked at: its Cache-Control was for the cache.
   */
  static Headers passedByCache(Headers received) {
    return passed(received).keeping(name -> !FOR_THE_CACHE.contains(name.toLowerCase(Locale.ROOT)));
  }

  /** What goes upstream if the reply is recorded: in an encoding that the cache can undo. */
  static Headers recorded(Headers received) {
    return passedByCache(received).with("Accept-Encoding", "gzip");
  }

  /** The upstream's reply for the client: no permission to store but what the upstream gave. */
  static Reply toClient(Reply reply) {
    Headers headers = reply.headers();
    boolean said = headers.first("Cache-Control") != null || headers.first("Expires") != null;
    return said
        ? reply
        : new Reply(
            reply.status(), headers.plus("Cache-Control", "private, no-store"), reply.body());
  }
}
