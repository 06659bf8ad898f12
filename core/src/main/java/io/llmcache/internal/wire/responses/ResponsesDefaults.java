package io.llmcache.internal.wire.responses;

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
final class ResponsesDefaults {

  private static final List<String> EMPTY_IS_ABSENT = List.of("tools", "include", "plugins");

  private ResponsesDefaults() {}

  static void drop(Map<String, @Nullable Object> body, boolean fromOpenAi) {
    for (String field : EMPTY_IS_ABSENT) {
      if (body.get(field) instanceof Collection<?> elements && elements.isEmpty()) {
        body.remove(field);
      }
    }
    body.remove("parallel_tool_calls", true);
    body.remove("background", false);
    body.remove("truncation", "disabled");
    body.remove("tool_choice", "auto");
    dropPlainText(body);
    if (fromOpenAi) {
      dropOne(body, "temperature");
      dropOne(body, "top_p");
    }
  }

  private static void dropPlainText(Map<String, @Nullable Object> body) {
    Map<String, @Nullable Object> text = JsonTree.object(body.get("text"));
    Map<String, @Nullable Object> format =
        text == null ? null : JsonTree.object(text.get("format"));
    if (text != null
        && format != null
        && CanonicalRules.present(format) == 1
        && "text".equals(format.get("type"))) {
      text.remove("format");
    }
    if (text != null && CanonicalRules.present(text) == 0) {
      body.remove("text");
    }
  }

  private static void dropOne(Map<String, @Nullable Object> body, String field) {
    if (body.get(field) instanceof BigDecimal number && number.compareTo(BigDecimal.ONE) == 0) {
      body.remove(field);
    }
  }
}
