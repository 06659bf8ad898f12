package io.llmcache.internal.wire.completions;

import io.llmcache.internal.key.JsonTree;
import io.llmcache.spi.Shape;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A completion request whose types {@link CompletionReader} checked. A field that is null is
 * absent, as clients mean it.
 *
 * @param host of the upstream, in lower case; empty if unknown
 * @param model as settings name it
 * @param body the whole body
 */
record CompletionRequest(String host, String model, Map<String, @Nullable Object> body) {

  Shape shape() {
    return isTrue("stream") ? Shape.STREAM : Shape.UNARY;
  }

  /** OpenAI documents a limit for requests that name none. */
  boolean lengthLimited() {
    return has("max_tokens") || isForOpenAi();
  }

  /** How many prompts there are: a list of tokens is one. */
  static int prompts(@Nullable Object prompt) {
    List<@Nullable Object> elements = JsonTree.array(prompt);
    if (elements == null || elements.isEmpty()) {
      return 1;
    }
    Object first = elements.get(0);
    return JsonTree.isText(first) || first instanceof List ? elements.size() : 1;
  }

  /** Whether the prompts are text, not tokens. */
  boolean isText() {
    List<@Nullable Object> elements = JsonTree.array(body.get("prompt"));
    return elements == null || JsonTree.isText(elements.get(0));
  }

  boolean has(String field) {
    return body.get(field) != null;
  }

  boolean isTrue(String field) {
    return Boolean.TRUE.equals(body.get(field));
  }

  /** Whether OpenAI itself answers, so that its documented defaults are the server's. */
  boolean isForOpenAi() {
    return host.equals("api.openai.com");
  }
}
