package io.llmcache.internal.wire.chat;

import io.llmcache.internal.key.JsonTree;
import io.llmcache.spi.Shape;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A chat completion request whose types {@link ChatReader} checked. A field that is null is absent,
 * as clients mean it.
 *
 * @param host of the upstream, in lower case; empty if unknown
 * @param model as settings name it: on Azure the deployment
 * @param body the whole body
 * @param messages of the body; at least one, each with a role
 */
record ChatRequest(
    String host,
    String model,
    Map<String, @Nullable Object> body,
    List<Map<String, @Nullable Object>> messages) {

  Shape shape() {
    return isTrue("stream") ? Shape.STREAM : Shape.UNARY;
  }

  boolean lengthLimited() {
    return has("max_tokens") || has("max_completion_tokens");
  }

  boolean has(String field) {
    return body.get(field) != null;
  }

  boolean hasAny(List<String> fields) {
    return any(fields, this::has);
  }

  boolean isTrue(String field) {
    return Boolean.TRUE.equals(body.get(field));
  }

  /** The field as objects; empty if it is absent or no array. */
  List<Map<String, @Nullable Object>> objects(String field) {
    return JsonTree.objects(body.get(field));
  }

  /** The field as values; empty if it is absent or no array. */
  List<@Nullable Object> values(String field) {
    List<@Nullable Object> values = JsonTree.array(body.get(field));
    return values == null ? List.of() : values;
  }

  /** The content parts of a message; empty if its content is plain text. */
  static List<Map<String, @Nullable Object>> parts(Map<String, @Nullable Object> message) {
    return JsonTree.objects(message.get("content"));
  }

  /** Whether one of the list passes; a plain loop, as these lists are short and often asked. */
  static <T extends @Nullable Object> boolean any(List<T> list, Predicate<? super T> test) {
    for (T element : list) {
      if (test.test(element)) {
        return true;
      }
    }
    return false;
  }

  /** Whether OpenAI itself answers, so that its documented defaults are the server's. */
  boolean isForOpenAi() {
    return host.equals("api.openai.com");
  }

  /** Whether OpenRouter answers, which has a field to ask for usage. */
  boolean isForOpenRouter() {
    return isOf("openrouter.ai");
  }

  /** Whether the host is the domain or lies in it. */
  boolean isOf(String domain) {
    return host.equals(domain) || host.endsWith("." + domain);
  }
}
