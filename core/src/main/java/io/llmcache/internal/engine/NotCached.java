package io.llmcache.internal.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcache.exchange.CacheStatus;
import io.llmcache.exchange.Headers;
import io.llmcache.exchange.Reply;
import io.llmcache.exchange.ReplyBody;

/** The answer to a request that wants no call, and for which nothing is stored. */
final class NotCached {

  private NotCached() {}

  /** 504, as RFC 9111 section 5.2.1.7 has it. */
  static Reply reply() {
    String text =
        "{\"error\":{\"message\":\"Nothing is stored for this request, and it says only-if-cached.\","
            + "\"type\":\"llmcache\",\"code\":\"only_if_cached\"}}";
    Headers headers =
        Headers.of("Content-Type", "application/json")
            .plus("Cache-Control", "no-store")
            .plus(CacheStatus.FIELD, CacheStatus.onlyIfCached());
    return new Reply(504, headers, new ReplyBody.Whole(text.getBytes(UTF_8)));
  }
}
