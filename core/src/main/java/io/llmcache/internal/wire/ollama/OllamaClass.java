package io.llmcache.internal.wire.ollama;

import io.llmcache.spi.RequestClass;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What may answer a request for text, and why.
 *
 * @param reason empty if it is cacheable
 */
record OllamaClass(RequestClass requestClass, String reason) {

  /** Without anything to answer the server loads the model, or lets go of it. */
  private static final OllamaClass LOAD = new OllamaClass(RequestClass.PASS, "load-command");

  /** The first rule that applies decides. */
  static OllamaClass ofChat(OllamaRequest request) {
    return request.messages().isEmpty() ? LOAD : exact(chatReason(request));
  }

  /** The first rule that applies decides. */
  static OllamaClass ofGenerate(OllamaRequest request) {
    return request.hasText("prompt") ? exact(generateReason(request)) : LOAD;
  }

  private static OllamaClass exact(String reason) {
    return new OllamaClass(
        reason.isEmpty() ? RequestClass.CACHEABLE : RequestClass.EXACT_ONLY, reason);
  }

  private static String chatReason(OllamaRequest request) {
    if (request.lists("tools")) {
      return "tools";
    }
    if (request.messages().stream().anyMatch(OllamaClass::isAboutTools)) {
      return "tool-results";
    }
    if (request.messages().stream().anyMatch(message -> OllamaRequest.lists(message, "images"))) {
      return "more-than-text";
    }
    Map<String, @Nullable Object> last = request.messages().get(request.messages().size() - 1);
    if (!"user".equals(last.get("role"))) {
      return "last-message-not-of-user";
    }
    return reasonInOptions(request);
  }

  private static boolean isAboutTools(Map<String, @Nullable Object> message) {
    return "tool".equals(message.get("role")) || OllamaRequest.lists(message, "tool_calls");
  }

  private static String generateReason(OllamaRequest request) {
    if (request.lists("context")) {
      return "context";
    }
    if (request.lists("images")) {
      return "more-than-text";
    }
    return request.hasText("suffix") ? "suffix" : reasonInOptions(request);
  }

  private static String reasonInOptions(OllamaRequest request) {
    if (Boolean.TRUE.equals(request.body().get("logprobs"))
        || request.body().get("top_logprobs") != null) {
      return "logprobs";
    }
    if (request.option("seed") != null) {
      return "seed";
    }
    return request.body().get("format") instanceof Map ? "output-schema" : "";
  }
}
