package io.llmcache.internal.wire.responses;

import io.llmcache.internal.key.JsonTree;
import io.llmcache.spi.Shape;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request whose types {@link ResponsesReader} checked. A field that is null is absent, as clients
 * mean it.
 *
 * @param host of the upstream, in lower case; empty if unknown
 * @param body the whole body
 * @param items of the input; empty if the input is plain text
 */
record ResponsesRequest(
    String host,
    String model,
    Map<String, @Nullable Object> body,
    List<Map<String, @Nullable Object>> items) {

  Shape shape() {
    return isTrue("stream") ? Shape.STREAM : Shape.UNARY;
  }

  boolean has(String field) {
    return body.get(field) != null;
  }

  boolean isTrue(String field) {
    return Boolean.TRUE.equals(body.get(field));
  }

  /** The provider keeps answers unless it is told not to. */
  boolean isStored() {
    return !Boolean.FALSE.equals(body.get("store"));
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

  /** Whether OpenAI itself answers, so that its documented defaults are the server's. */
  boolean isForOpenAi() {
    return host.equals("api.openai.com");
  }

  /** Whether the host is the domain or lies in it. */
  boolean isOf(String domain) {
    return host.equals(domain) || host.endsWith("." + domain);
  }

  /** A type may be missing in a message, and in a reference, which has nothing but an id. */
  static boolean isMessage(Map<String, @Nullable Object> item) {
    return item.get("type") == null ? !isReference(item) : "message".equals(item.get("type"));
  }

  /** Whether the item is named only, and lies with the provider. */
  static boolean isReference(Map<String, @Nullable Object> item) {
    return item.get("type") == null
        ? item.get("id") != null && item.get("role") == null
        : "item_reference".equals(item.get("type"));
  }

  /** The content parts of an item; empty if its content is plain text. */
  static List<Map<String, @Nullable Object>> parts(Map<String, @Nullable Object> item) {
    return JsonTree.objects(item.get("content"));
  }
}
