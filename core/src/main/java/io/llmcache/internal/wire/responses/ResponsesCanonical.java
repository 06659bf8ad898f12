package io.llmcache.internal.wire.responses;

import io.llmcache.internal.key.JsonTree;
import io.llmcache.internal.wire.Asked;
import io.llmcache.internal.wire.Canonical;
import io.llmcache.internal.wire.CanonicalRules;
import io.llmcache.internal.wire.Json;
import io.llmcache.spi.RequestClass;
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
final class ResponsesCanonical {

  /** Routing, billing, logging and framing; the framing is in the form. */
  private static final List<String> NOT_IN_KEY =
      List.of(
          "metadata",
          "user",
          "safety_identifier",
          "store",
          "service_tier",
          "prompt_cache_key",
          "prompt_cache_retention",
          "prompt_cache_options",
          "stream",
          "stream_options");

  /** Fields whose members have a meaning by name only, so that their order has none. */
  private static final Set<String> KNOWN =
      Set.of(
          "input",
          "tools",
          "tool_choice",
          "text",
          "reasoning",
          "include",
          "prompt",
          "moderation",
          "context_management",
          "provider",
          "models");

  private ResponsesCanonical() {}

  /**
   * The canonical request and its question. Items, tools and schemas of the request are rewritten
   * in place, so that it is of no use afterwards.
   */
  static Canonical of(ResponsesRequest request, ResponsesClass verdict, int expectedLength) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>(request.body());
    NOT_IN_KEY.forEach(body::remove);
    ResponsesDefaults.drop(body, request.isForOpenAi());
    List<Map<String, @Nullable Object>> items = request.items();
    if (items.isEmpty()) {
      items = List.of(Json.of("type", "message", "role", "user", "content", body.get("input")));
      body.put("input", items);
    } else {
      items.forEach(item -> ResponsesItems.rewrite(item, request.isStored()));
    }
    JsonTree.objects(body.get("tools"))
        .forEach(tool -> CanonicalRules.keepOrderBut(Set.of(), tool));
    Map<String, @Nullable Object> text = JsonTree.object(body.get("text"));
    if (text != null) {
      Map<String, @Nullable Object> format = JsonTree.object(text.get("format"));
      if (format != null) {
        CanonicalRules.keepOrderBut(Set.of(), format);
      }
      CanonicalRules.keepOrderBut(Set.of("format"), text);
    }
    CanonicalRules.keepOrderBut(KNOWN, body);
    boolean asks = verdict.requestClass() == RequestClass.CACHEABLE;
    return Canonical.of(body, expectedLength, asks ? Asked.last(items, "content") : null);
  }
}
