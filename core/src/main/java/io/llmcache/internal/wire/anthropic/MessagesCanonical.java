package io.llmcache.internal.wire.anthropic;

import io.llmcache.internal.key.CanonicalJson.AsWritten;
import io.llmcache.internal.key.JsonTree;
import io.llmcache.internal.wire.Asked;
import io.llmcache.internal.wire.Canonical;
import io.llmcache.internal.wire.CanonicalRules;
import io.llmcache.spi.RequestClass;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes requests equal that must get the same answer.
 *
 * <p>Whatever is not named here stays in the key: a field kept without need costs a miss, a field
 * dropped wrongly serves a wrong answer.
 */
final class MessagesCanonical {

  /** Routing, billing and framing; the framing is in the form. */
  private static final List<String> NOT_IN_KEY =
      List.of(
          "metadata",
          "stream",
          "service_tier",
          "cache_control",
          "inference_geo",
          "user_profile_id");

  private static final List<String> EMPTY_IS_ABSENT =
      List.of("tools", "stop_sequences", "mcp_servers");

  /** Fields whose members have a meaning by name only, so that their order has none. */
  private static final Set<String> KNOWN =
      Set.of(
          "messages",
          "system",
          "tools",
          "tool_choice",
          "thinking",
          "output_config",
          "output_format",
          "context_management");

  private MessagesCanonical() {}

  /**
   * The canonical request and its question. The request is rewritten in place, so that it is of no
   * use afterwards.
   */
  static Canonical of(MessagesRequest request, MessagesClass verdict, int expectedLength) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>(request.body());
    NOT_IN_KEY.forEach(body::remove);
    EMPTY_IS_ABSENT.forEach(
        field -> body.computeIfPresent(field, (name, value) -> unlessEmpty(value)));
    if (request.isForAnthropic()
        && body.get("temperature") instanceof BigDecimal number
        && number.compareTo(BigDecimal.ONE) == 0) {
      body.remove("temperature");
    }
    dropToolDefaults(body);
    CanonicalBlocks.rewriteContent(body, "system");
    request.messages().forEach(CanonicalBlocks::rewriteMessage);
    JsonTree.objects(body.get("tools")).forEach(MessagesCanonical::rewriteTool);
    keepOrder(JsonTree.object(body.get("output_config")));
    keepOrder(JsonTree.object(body.get("output_format")));
    keepOrderBut(KNOWN, body);
    boolean asks = verdict.requestClass() == RequestClass.CACHEABLE;
    return Canonical.of(
        body, expectedLength, asks ? Asked.last(request.messages(), "content") : null);
  }

  /** Rewrites a tool in place: it has no order, but whatever is in it may be a schema. */
  static void rewriteTool(Map<String, @Nullable Object> tool) {
    tool.remove("cache_control");
    tool.remove("type", "custom");
    keepOrder(tool);
  }

  /** The model is left to choose a tool, one or several at a time, if nothing else is said. */
  private static void dropToolDefaults(Map<String, @Nullable Object> body) {
    Map<String, @Nullable Object> choice = JsonTree.object(body.get("tool_choice"));
    if (choice == null || body.get("tools") == null) {
      return;
    }
    choice.remove("disable_parallel_tool_use", false);
    if (CanonicalRules.present(choice) == 1 && "auto".equals(choice.get("type"))) {
      body.remove("tool_choice");
    }
  }

  private static void keepOrder(@Nullable Map<String, @Nullable Object> object) {
    if (object != null) {
      keepOrderBut(Set.of(), object);
    }
  }

  /** Marks every structure in the object as to be kept as written, but for the members named. */
  static void keepOrderBut(Set<String> known, Map<String, @Nullable Object> object) {
    for (Map.Entry<String, @Nullable Object> member : object.entrySet()) {
      if (!known.contains(member.getKey())) {
        member.setValue(asWritten(member.getValue()));
      }
    }
  }

  /** The value marked as to be kept as written; only structures need the mark. */
  static @Nullable Object asWritten(@Nullable Object value) {
    return value instanceof Map || value instanceof List ? new AsWritten(value) : value;
  }

  private static @Nullable Object unlessEmpty(@Nullable Object value) {
    return value instanceof Collection<?> elements && elements.isEmpty() ? null : value;
  }
}
