package io.llmcache.internal.wire.anthropic;

import io.llmcache.internal.wire.Json;
import io.llmcache.spi.Usage;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a message says of its tokens; the later word on a field counts. Input tokens come in three
 * parts: those read from the provider's prompt cache, those written to it, and the others.
 */
final class MessageUsage {

  private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();

  void overlay(@Nullable Map<String, @Nullable Object> later) {
    if (later != null) {
      overlay(fields, later);
    }
  }

  /** Null says nothing, so it replaces nothing. */
  static void overlay(Map<String, @Nullable Object> fields, Map<String, @Nullable Object> later) {
    for (Map.Entry<String, @Nullable Object> member : later.entrySet()) {
      if (member.getValue() != null || !fields.containsKey(member.getKey())) {
        fields.put(member.getKey(), member.getValue());
      }
    }
  }

  Usage tokens() {
    long input = Json.count(fields, "input_tokens");
    if (input >= 0) {
      input += Math.max(0, Json.count(fields, "cache_creation_input_tokens"));
      input += Math.max(0, Json.count(fields, "cache_read_input_tokens"));
    }
    return new Usage(input, Json.count(fields, "output_tokens"));
  }
}
