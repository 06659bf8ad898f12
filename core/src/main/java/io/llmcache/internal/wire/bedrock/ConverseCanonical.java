package io.llmcache.internal.wire.bedrock;

import io.llmcache.internal.key.JsonTree;
import io.llmcache.internal.wire.Asked;
import io.llmcache.internal.wire.Canonical;
import io.llmcache.internal.wire.CanonicalRules;
import io.llmcache.internal.wire.Json;
import io.llmcache.spi.RequestClass;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes Converse requests equal that must get the same answer. Whatever is not named here stays in
 * the key.
 */
final class ConverseCanonical {

  private static final List<String> NOT_IN_KEY =
      List.of("requestMetadata", "performanceConfig", "serviceTier");

  private static final Set<String> KNOWN =
      Set.of(
          "messages",
          "system",
          "inferenceConfig",
          "toolConfig",
          "guardrailConfig",
          "promptVariables",
          "additionalModelResponseFieldPaths");

  private ConverseCanonical() {}

  /**
   * The canonical request and its question. Parts of the request are rewritten in place, so that it
   * is of no use afterwards.
   */
  static Canonical of(ConverseRequest request, ConverseClass verdict, int expectedLength) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>(request.body());
    NOT_IN_KEY.forEach(body::remove);
    for (Map<String, @Nullable Object> message : request.messages()) {
      blocks(message, "content");
      CanonicalRules.keepOrderBut(Set.of("content"), message);
    }
    blocks(body, "system");
    if (Json.objects(body, "system").isEmpty()) {
      body.remove("system");
    }
    Map<String, @Nullable Object> inference = Json.object(body, "inferenceConfig");
    if (inference != null && inference.values().stream().allMatch(value -> value == null)) {
      body.remove("inferenceConfig");
    }
    Map<String, @Nullable Object> tools = Json.object(body, "toolConfig");
    if (tools != null) {
      blocks(tools, "tools");
      CanonicalRules.keepOrderBut(Set.of("tools", "toolChoice"), tools);
    }
    CanonicalRules.keepOrderBut(KNOWN, body);
    boolean asks = verdict.requestClass() == RequestClass.CACHEABLE;
    return Canonical.of(
        body, expectedLength, asks ? Asked.last(request.messages(), "content") : null);
  }

  /** Blocks without the marks for prompt caching, which change the price only. */
  private static void blocks(Map<String, @Nullable Object> parent, String field) {
    if (parent.get(field) == null) {
      return;
    }
    List<@Nullable Object> kept = new ArrayList<>();
    for (Map<String, @Nullable Object> block : Json.objects(parent, field)) {
      if (block.get("cachePoint") == null) {
        // a block is an object with one member, which says what it is
        JsonTree.objects(new ArrayList<>(block.values()))
            .forEach(content -> CanonicalRules.keepOrderBut(Set.of(), content));
        kept.add(block);
      }
    }
    parent.put(field, kept);
  }
}
