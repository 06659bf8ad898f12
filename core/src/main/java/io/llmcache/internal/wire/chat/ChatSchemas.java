package io.llmcache.internal.wire.chat;

import io.llmcache.internal.key.JsonTree;
import io.llmcache.internal.wire.CanonicalRules;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The canonical form of what holds JSON schemas: models follow the order of their properties. */
final class ChatSchemas {

  private ChatSchemas() {}

  static void rewrite(Map<String, @Nullable Object> body) {
    for (Map<String, @Nullable Object> tool : JsonTree.objects(body.get("tools"))) {
      tool.remove("cache_control");
      descend(tool, "function");
    }
    for (Map<String, @Nullable Object> function : JsonTree.objects(body.get("functions"))) {
      CanonicalRules.keepOrderBut(Set.of(), function);
    }
    Map<String, @Nullable Object> format = JsonTree.object(body.get("response_format"));
    if (format != null) {
      descend(format, "json_schema");
    }
  }

  /** The object and its one member have no order; whatever is in them may be a schema. */
  private static void descend(Map<String, @Nullable Object> object, String member) {
    Map<String, @Nullable Object> inner = JsonTree.object(object.get(member));
    if (inner != null) {
      CanonicalRules.keepOrderBut(Set.of(), inner);
    }
    CanonicalRules.keepOrderBut(Set.of(member), object);
  }
}
