package io.llmcache.internal.wire.bedrock;

import io.llmcache.exchange.Headers;
import io.llmcache.internal.wire.KeyParts;
import java.util.Set;

/** Which header fields of a request change the answer. */
final class BedrockHeaders {

  private static final String PREFIX = "x-amzn-bedrock-";

  /** How fast and how dear the answer comes. */
  private static final Set<String> NOT_IN_KEY =
      Set.of(PREFIX + "performanceconfig-latency", PREFIX + "service-tier");

  private BedrockHeaders() {}

  static Headers forKey(Headers headers) {
    return KeyParts.headers(headers, name -> name.startsWith(PREFIX) && !NOT_IN_KEY.contains(name));
  }
}
