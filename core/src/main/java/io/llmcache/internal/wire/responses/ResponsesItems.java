package io.llmcache.internal.wire.responses;

import io.llmcache.internal.key.JsonTree;
import io.llmcache.internal.wire.CanonicalRules;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The canonical form of an item of the input. Its text is left as it is, to the last blank. */
final class ResponsesItems {

  private static final List<String> PARTS = List.of("content", "summary", "output");

  private ResponsesItems() {}

  /**
   * @param stored whether the provider keeps answers, so that ids in the input name what it keeps
   */
  static void rewrite(Map<String, @Nullable Object> item, boolean stored) {
    if (ResponsesRequest.isMessage(item)) {
      item.put("type", "message");
    }
    if (!stored && carriesItself(item)) {
      item.remove("id");
    }
    for (String field : PARTS) {
      parts(item, field).forEach(part -> CanonicalRules.keepOrderBut(Set.of(), part));
    }
    List<Map<String, @Nullable Object>> content = parts(item, "content");
    if (content.size() == 1 && isOnlyText(content.get(0))) {
      item.put("content", content.get(0).get("text"));
    }
    CanonicalRules.keepOrderBut(fieldsOfParts(item), item);
  }

  /** Whether all that the item means is in the request, whatever its id. */
  private static boolean carriesItself(Map<String, @Nullable Object> item) {
    return ResponsesRequest.isMessage(item)
        || "reasoning".equals(item.get("type")) && item.get("encrypted_content") != null;
  }

  /** Empty unless the field is an array of nothing but objects. */
  private static List<Map<String, @Nullable Object>> parts(
      Map<String, @Nullable Object> item, String field) {
    List<@Nullable Object> elements = JsonTree.array(item.get(field));
    List<Map<String, @Nullable Object>> parts = JsonTree.objects(elements);
    return elements != null && parts.size() == elements.size() ? parts : List.of();
  }

  private static Set<String> fieldsOfParts(Map<String, @Nullable Object> item) {
    return PARTS.stream()
        .filter(field -> !parts(item, field).isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Several text parts are not joined: nobody says what the model sees between them. */
  private static boolean isOnlyText(Map<String, @Nullable Object> part) {
    return CanonicalRules.present(part) == 2
        && "input_text".equals(part.get("type"))
        && JsonTree.isText(part.get("text"));
  }
}
