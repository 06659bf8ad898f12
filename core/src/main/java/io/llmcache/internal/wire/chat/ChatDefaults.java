package io.llmcache.internal.wire.chat;

import io.llmcache.internal.key.JsonTree;
import io.llmcache.internal.wire.CanonicalRules;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Drops what says no more than saying nothing. Structural defaults hold for every server; those of
 * sampling only where OpenAI itself answers: other servers take theirs from the model's card.
 */
final class ChatDefaults {

  private static final List<String> EMPTY_IS_ABSENT =
      List.of("tools", "functions", "logit_bias", "stop", "plugins");

  private ChatDefaults() {}

  static void drop(Map<String, @Nullable Object> body, boolean fromOpenAi) {
    EMPTY_IS_ABSENT.forEach(
        field -> body.computeIfPresent(field, (name, value) -> unlessEmpty(value)));
    dropNumber(body, "n", BigDecimal.ONE);
    dropNumber(body, "presence_penalty", BigDecimal.ZERO);
    dropNumber(body, "frequency_penalty", BigDecimal.ZERO);
    body.remove("logprobs", false);
    Map<String, @Nullable Object> format = JsonTree.object(body.get("response_format"));
    if (format != null
        && CanonicalRules.present(format) == 1
        && "text".equals(format.get("type"))) {
      body.remove("response_format");
    }
    dropToolDefaults(body);
    if (fromOpenAi) {
      dropNumber(body, "temperature", BigDecimal.ONE);
      dropNumber(body, "top_p", BigDecimal.ONE);
    }
  }

  private static void dropToolDefaults(Map<String, @Nullable Object> body) {
    body.remove("tool_choice", body.get("tools") == null ? "none" : "auto");
    body.remove("function_call", body.get("functions") == null ? "none" : "auto");
    if (body.get("tools") != null) {
      body.remove("parallel_tool_calls", true);
    }
  }

  private static void dropNumber(
      Map<String, @Nullable Object> body, String field, BigDecimal byDefault) {
    if (body.get(field) instanceof BigDecimal number && number.compareTo(byDefault) == 0) {
      body.remove(field);
    }
  }

  private static @Nullable Object unlessEmpty(@Nullable Object value) {
    boolean empty =
        value instanceof Collection<?> elements && elements.isEmpty()
            || value instanceof Map<?, ?> members && members.isEmpty();
    return empty ? null : value;
  }
}
