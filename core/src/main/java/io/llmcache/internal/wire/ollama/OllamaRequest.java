package io.llmcache.internal.wire.ollama;

import io.llmcache.internal.key.JsonTree;
import io.llmcache.internal.wire.Json;
import io.llmcache.spi.Shape;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request whose types {@link OllamaReader} checked. A field that is null is absent.
 *
 * @param model as the request names it
 * @param body the whole body
 */
record OllamaRequest(String model, Map<String, @Nullable Object> body) {

  /** The same request, whose members can be changed without changing this one's; no deep copy. */
  OllamaRequest copy() {
    return new OllamaRequest(model, Json.copy(body));
  }

  /** A stream is what those get who do not say. */
  Shape shape() {
    return Boolean.FALSE.equals(body.get("stream")) ? Shape.UNARY : Shape.STREAM;
  }

  List<Map<String, @Nullable Object>> messages() {
    return Json.objects(body, "messages");
  }

  /** Whether the field is a list with something in it. */
  boolean lists(String field) {
    return lists(body, field);
  }

  static boolean lists(Map<String, @Nullable Object> parent, String field) {
    List<@Nullable Object> elements = JsonTree.array(parent.get(field));
    return elements != null && !elements.isEmpty();
  }

  boolean hasText(String field) {
    return !Json.text(body, field).isEmpty();
  }

  @Nullable Object option(String name) {
    Map<String, @Nullable Object> options = Json.object(body, "options");
    return options == null ? null : options.get(name);
  }

  /** Numbers that are not positive mean without a limit. */
  boolean lengthLimited() {
    return option("num_predict") instanceof BigDecimal limit && limit.signum() > 0;
  }
}
