package io.llmcache.internal.wire.ollama;

import io.llmcache.internal.key.JsonTree;
import io.llmcache.internal.wire.Asked;
import io.llmcache.internal.wire.Canonical;
import io.llmcache.internal.wire.CanonicalRules;
import io.llmcache.internal.wire.Json;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes requests equal that must get the same answer. Options that are absent come from the model's
 * file, so that no default of theirs is known.
 *
 * <p>Whatever is not named here stays in the key: a field kept without need costs a miss, a field
 * dropped wrongly serves a wrong answer.
 */
final class OllamaCanonical {

  private static final List<String> NOT_IN_KEY = List.of("stream", "keep_alive");

  private static final List<String> EMPTY_IS_ABSENT =
      List.of("tools", "format", "template", "system", "suffix", "images", "context", "options");

  /** Fields whose members have a meaning by name only, so that their order has none. */
  private static final Set<String> KNOWN =
      Set.of("messages", "tools", "options", "images", "context", "input");

  private OllamaCanonical() {}

  /**
   * The canonical request and its question. The request is rewritten in place, so that it is of no
   * use afterwards.
   *
   * @param asked where the request asks; null if nowhere
   */
  static Canonical of(OllamaRequest request, int expectedLength, @Nullable Asked asked) {
    Map<String, @Nullable Object> body = request.body();
    NOT_IN_KEY.forEach(body::remove);
    body.put("model", tagged(request.model()));
    Map<String, @Nullable Object> options = Json.object(body, "options");
    if (options != null) {
      options.values().removeIf(Objects::isNull);
      CanonicalRules.keepOrderBut(Set.of("stop"), options);
    }
    EMPTY_IS_ABSENT.forEach(field -> dropEmpty(body, field));
    body.remove("raw", false);
    body.remove("logprobs", false);
    for (Map<String, @Nullable Object> message : request.messages()) {
      rewrite(message);
    }
    for (Map<String, @Nullable Object> tool : Json.objects(body, "tools")) {
      keepOrderBelow(tool, "function");
    }
    CanonicalRules.keepOrderBut(KNOWN, body);
    return Canonical.of(body, expectedLength, asked);
  }

  /** A name without a tag means the tag latest. */
  private static String tagged(String model) {
    return model.indexOf(':', model.lastIndexOf('/') + 1) < 0 ? model + ":latest" : model;
  }

  private static void rewrite(Map<String, @Nullable Object> message) {
    dropEmpty(message, "images");
    dropEmpty(message, "tool_calls");
    for (Map<String, @Nullable Object> call : Json.objects(message, "tool_calls")) {
      keepOrderBelow(call, "function");
    }
    CanonicalRules.keepOrderBut(Set.of("images", "tool_calls"), message);
  }

  /** The object and its one member have no order; whatever is in them may be a schema. */
  private static void keepOrderBelow(Map<String, @Nullable Object> object, String member) {
    Map<String, @Nullable Object> inner = JsonTree.object(object.get(member));
    if (inner != null) {
      CanonicalRules.keepOrderBut(Set.of(), inner);
    }
    CanonicalRules.keepOrderBut(Set.of(member), object);
  }

  private static void dropEmpty(Map<String, @Nullable Object> parent, String field) {
    Object value = parent.get(field);
    if (value instanceof Map<?, ?> members && members.isEmpty()
        || value instanceof Collection<?> elements && elements.isEmpty()
        || "".equals(value)) {
      parent.remove(field);
    }
  }
}
