package io.llmcache.internal.wire.gemini;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which requests an answer to a similar question cannot serve. */
final class GeminiExact {

  private static final Set<String> ABOUT_TOOLS =
      Set.of(
          "functionCall",
          "functionResponse",
          "executableCode",
          "codeExecutionResult",
          "toolCall",
          "toolResponse");

  private static final List<String> SCHEMAS =
      List.of("responseSchema", "responseJsonSchema", "responseFormat");

  private GeminiExact() {}

  /** Why the request is for equals only; empty if it is not. */
  static String reason(GeminiRequest request) {
    if (!request.tools().isEmpty()) {
      return "tools";
    }
    if (request.has("cachedContent")) {
      return "cached-content";
    }
    if (request.parts().anyMatch(part -> part.keySet().stream().anyMatch(ABOUT_TOOLS::contains))) {
      return "tool-results";
    }
    if (request.parts().anyMatch(part -> part.get("thoughtSignature") != null)) {
      return "reasoning";
    }
    if (request.parts().anyMatch(part -> !part.keySet().equals(Set.of("text")))) {
      return "more-than-text";
    }
    Map<String, @Nullable Object> last = request.contents().get(request.contents().size() - 1);
    Object role = last.get("role");
    if (role != null && !role.equals("user")) {
      return "last-message-not-of-user";
    }
    return reasonInSettings(request);
  }

  private static String reasonInSettings(GeminiRequest request) {
    if (request.setting("candidateCount") instanceof BigDecimal count
        && count.compareTo(BigDecimal.ONE) != 0) {
      return "several-choices";
    }
    if (Boolean.TRUE.equals(request.setting("responseLogprobs"))
        || request.setting("logprobs") != null) {
      return "logprobs";
    }
    if (request.setting("seed") != null) {
      return "seed";
    }
    boolean bound =
        SCHEMAS.stream().anyMatch(field -> request.setting(field) != null)
            || "text/x.enum".equals(request.setting("responseMimeType"));
    return bound ? "output-schema" : "";
  }
}
