package io.llmcache.internal.wire.completions;

import io.llmcache.internal.key.CanonicalJson;
import io.llmcache.internal.key.CanonicalJson.AsWritten;
import io.llmcache.internal.key.JsonTree;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes requests equal that must get the same answer; what is not named here stays in the key. */
final class CompletionCanonical {

  /** Framing and logging; the last two are vLLM's order of work and a name for its log. */
  private static final List<String> NOT_IN_KEY =
      List.of("user", "stream", "stream_options", "priority", "request_id");

  /** Fields whose members have no order. */
  private static final Set<String> KNOWN = Set.of("prompt", "stop", "logit_bias");

  private CompletionCanonical() {}

  static byte[] bytes(CompletionRequest request, int expectedLength) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>(request.body());
    NOT_IN_KEY.forEach(body::remove);
    dropDefaults(body);
    if (request.isForOpenAi()) {
      drop(body, "temperature", 1);
      drop(body, "top_p", 1);
      drop(body, "max_tokens", 16);
    }
    Object stop = body.get("stop");
    if (stop != null && JsonTree.isText(stop)) {
      body.put("stop", List.of(stop));
    }
    for (Map.Entry<String, @Nullable Object> member : body.entrySet()) {
      Object value = member.getValue();
      if ((value instanceof Map || value instanceof List) && !KNOWN.contains(member.getKey())) {
        member.setValue(new AsWritten(value));
      }
    }
    return CanonicalJson.write(body, expectedLength);
  }

  private static void dropDefaults(Map<String, @Nullable Object> body) {
    drop(body, "n", 1);
    if (body.get("n") == null) {
      drop(body, "best_of", 1);
    }
    drop(body, "presence_penalty", 0);
    drop(body, "frequency_penalty", 0);
    body.remove("echo", false);
    if (body.get("logit_bias") instanceof Map<?, ?> bias && bias.isEmpty()) {
      body.remove("logit_bias");
    }
    if (body.get("stop") instanceof List<?> stops && stops.isEmpty()) {
      body.remove("stop");
    }
  }

  private static void drop(Map<String, @Nullable Object> body, String field, long byDefault) {
    if (body.get(field) instanceof BigDecimal number
        && number.compareTo(BigDecimal.valueOf(byDefault)) == 0) {
      body.remove(field);
    }
  }
}
