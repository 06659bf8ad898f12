package io.llmcache.internal.wire.responses;

import io.llmcache.internal.key.JsonTree;
import io.llmcache.internal.wire.Json;
import io.llmcache.internal.wire.TextPieces;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The events of one item of an answer. For one thread. */
final class ItemEvents {

  private final ResponsesStream stream;
  private final long index;
  private final Map<String, @Nullable Object> item;
  private final String id;

  /**
   * @param index of the item in the output
   */
  ItemEvents(ResponsesStream stream, long index, Map<String, @Nullable Object> item) {
    this.stream = stream;
    this.index = index;
    this.item = item;
    this.id = Json.text(item, "id");
  }

  /** False if the item has something that no event can say. */
  boolean write() {
    return switch (Json.text(item, "type")) {
      case "message" -> withParts("content");
      case "reasoning" -> withParts("summary", "content");
      case "function_call" ->
          withText("arguments", "response.function_call_arguments", "name", item.get("name"));
      case "custom_tool_call" -> withText("input", "response.custom_tool_call_input");
      default -> asAWhole();
    };
  }

  /** What nobody here knows the parts of comes in one piece. */
  private boolean asAWhole() {
    added(item);
    done();
    return true;
  }

  /**
   * @param more names and values that the last event of the text has too
   */
  private boolean withText(String field, String events, @Nullable Object... more) {
    String text = JsonTree.text(item.get(field));
    if (text == null || id.isEmpty()) {
      return false;
    }
    Map<String, @Nullable Object> begun = begun();
    begun.put(field, "");
    added(begun);
    for (String piece : TextPieces.of(text)) {
      event(events + ".delta", Json.of("delta", piece));
    }
    Map<String, @Nullable Object> last = Json.of(more);
    last.put(field, text);
    event(events + ".done", last);
    done();
    return true;
  }

  private boolean withParts(String... fields) {
    Map<String, @Nullable Object> begun = begun();
    for (String field : fields) {
      if (item.get(field) != null && !ResponsesReframe.objectsOnly(item, field)) {
        return false;
      }
      begun.computeIfPresent(field, (name, parts) -> List.of());
    }
    added(begun);
    boolean sayable = !id.isEmpty();
    for (String field : fields) {
      long part = 0;
      for (Map<String, @Nullable Object> content : Json.objects(item, field)) {
        sayable &= new PartEvents(this, field, part++, content).write();
      }
    }
    done();
    return sayable;
  }

  /** An event about this item. */
  void event(String type, Map<String, @Nullable Object> members) {
    Map<String, @Nullable Object> all = Json.of("item_id", id, "output_index", Json.number(index));
    all.putAll(members);
    stream.event(type, all);
  }

  private Map<String, @Nullable Object> begun() {
    Map<String, @Nullable Object> begun = Json.copy(item);
    begun.computeIfPresent("status", (name, status) -> "in_progress");
    return begun;
  }

  private void added(Map<String, @Nullable Object> begun) {
    stream.event(
        "response.output_item.added", Json.of("output_index", Json.number(index), "item", begun));
  }

  private void done() {
    stream.event(
        "response.output_item.done", Json.of("output_index", Json.number(index), "item", item));
  }
}
