package io.llmcache.internal.wire.cohere;

import io.llmcache.internal.key.JsonTree;
import io.llmcache.internal.wire.Asked;
import io.llmcache.internal.wire.Canonical;
import io.llmcache.internal.wire.CanonicalRules;
import io.llmcache.spi.RequestClass;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes chat requests equal that must get the same answer. Whatever is not named here stays in the
 * key.
 */
final class CohereChatCanonical {

  private static final List<String> EMPTY_IS_ABSENT =
      List.of("tools", "documents", "stop_sequences");

  /** Fields whose members have a meaning by name only, so that their order has none. */
  private static final Set<String> KNOWN =
      Set.of("messages", "tools", "citation_options", "response_format", "thinking");

  private CohereChatCanonical() {}

  /**
   * The canonical request and its question. The request is rewritten in place, so of no use
   * afterwards.
   */
  static Canonical of(CohereChatRequest request, CohereChatClass verdict, int expectedLength) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>(request.body());
    // the shape, which is in the form, and the order of work in the server
    body.remove("stream");
    body.remove("priority");
    EMPTY_IS_ABSENT.forEach(field -> body.remove(field, List.of()));
    if (request.isForCohere()) {
      dropNumber(body, "k", BigDecimal.ZERO);
      dropNumber(body, "p", new BigDecimal("0.75"));
    }
    request.messages().forEach(CohereChatCanonical::rewriteMessage);
    for (Map<String, @Nullable Object> tool : JsonTree.objects(body.get("tools"))) {
      keepOrderIn(JsonTree.object(tool.get("function")));
      CanonicalRules.keepOrderBut(Set.of("function"), tool);
    }
    keepOrderIn(JsonTree.object(body.get("response_format")));
    CanonicalRules.keepOrderBut(KNOWN, body);
    boolean asks = verdict.requestClass() == RequestClass.CACHEABLE;
    return Canonical.of(
        body, expectedLength, asks ? Asked.last(request.messages(), "content") : null);
  }

  /** Text is left as it is, to the last blank, and so is what came from tools and documents. */
  private static void rewriteMessage(Map<String, @Nullable Object> message) {
    List<Map<String, @Nullable Object>> parts = JsonTree.objects(message.get("content"));
    parts.forEach(part -> CanonicalRules.keepOrderBut(Set.of("image_url"), part));
    if (parts.size() == 1 && isOnlyText(parts.get(0)) && !"tool".equals(message.get("role"))) {
      message.put("content", parts.get(0).get("text"));
    }
    for (Map<String, @Nullable Object> call : JsonTree.objects(message.get("tool_calls"))) {
      keepOrderIn(JsonTree.object(call.get("function")));
      CanonicalRules.keepOrderBut(Set.of("function"), call);
    }
    CanonicalRules.keepOrderBut(Set.of("content", "tool_calls"), message);
  }

  private static boolean isOnlyText(Map<String, @Nullable Object> part) {
    return part.values().stream().filter(Objects::nonNull).count() == 2
        && "text".equals(part.get("type"))
        && JsonTree.isText(part.get("text"));
  }

  private static void keepOrderIn(@Nullable Map<String, @Nullable Object> object) {
    if (object != null) {
      CanonicalRules.keepOrderBut(Set.of(), object);
    }
  }

  private static void dropNumber(
      Map<String, @Nullable Object> body, String field, BigDecimal byDefault) {
    if (body.get(field) instanceof BigDecimal number && number.compareTo(byDefault) == 0) {
      body.remove(field);
    }
  }
}
