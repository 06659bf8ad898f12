package io.llmcache.internal.wire.bedrock;

import io.llmcache.internal.wire.Json;
import io.llmcache.spi.Usage;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the families of models say how many tokens an answer in one piece took. */
final class InvokeUsage {

  private static final List<String> PROMPT =
      List.of(
          "input_tokens",
          "inputTokens",
          "prompt_tokens",
          "prompt_token_count",
          "inputTextTokenCount");

  private static final List<String> COMPLETION =
      List.of(
          "output_tokens",
          "outputTokens",
          "completion_tokens",
          "generation_token_count",
          "tokenCount");

  private InvokeUsage() {}

  static Usage of(Map<String, @Nullable Object> body) {
    Map<String, @Nullable Object> usage = Json.object(body, "usage");
    List<Map<String, @Nullable Object>> results = Json.objects(body, "results");
    Map<String, @Nullable Object> result = results.size() == 1 ? results.get(0) : null;
    long completion = Math.max(first(usage, COMPLETION), first(body, COMPLETION));
    return new Usage(
        Math.max(first(usage, PROMPT), first(body, PROMPT)),
        Math.max(completion, first(result, COMPLETION)));
  }

  private static long first(@Nullable Map<String, @Nullable Object> parent, List<String> names) {
    return names.stream()
        .mapToLong(name -> Json.count(parent, name))
        .filter(count -> count >= 0)
        .findFirst()
        .orElse(-1);
  }
}
