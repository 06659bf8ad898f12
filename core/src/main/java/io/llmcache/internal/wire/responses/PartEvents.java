package io.llmcache.internal.wire.responses;

import io.llmcache.internal.key.JsonTree;
import io.llmcache.internal.wire.Json;
import io.llmcache.internal.wire.TextPieces;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The events of one part of a message, of a chain of thought or of its summary. */
final class PartEvents {

  private final ItemEvents item;
  private final Map<String, @Nullable Object> part;
  private final Map<String, @Nullable Object> place;
  private final String partEvents;

  /**
   * @param list the part's list in the item: {@code content} or {@code summary}
   * @param index of the part in the list
   */
  PartEvents(ItemEvents item, String list, long index, Map<String, @Nullable Object> part) {
    boolean summary = list.equals("summary");
    this.item = item;
    this.part = part;
    this.place = Json.of(summary ? "summary_index" : "content_index", Json.number(index));
    this.partEvents = summary ? "response.reasoning_summary_part" : "response.content_part";
  }

  /** False if the part has something that no event can say. */
  boolean write() {
    return switch (Json.text(part, "type")) {
      case "output_text" -> outputText();
      case "refusal" -> text("refusal", "response.refusal");
      case "reasoning_text" -> text("text", "response.reasoning_text");
      case "summary_text" -> text("text", "response.reasoning_summary_text");
      default -> asAWhole();
    };
  }

  private boolean asAWhole() {
    event(partEvents + ".added", Json.of("part", part));
    event(partEvents + ".done", Json.of("part", part));
    return true;
  }

  private boolean text(String field, String events) {
    String text = JsonTree.text(part.get(field));
    if (text == null) {
      return false;
    }
    added(field);
    for (String piece : TextPieces.of(text)) {
      event(events + ".delta", Json.of("delta", piece));
    }
    event(events + ".done", Json.of(field, text));
    event(partEvents + ".done", Json.of("part", part));
    return true;
  }

  private boolean outputText() {
    String text = JsonTree.text(part.get("text"));
    List<Map<String, @Nullable Object>> deltas = text == null ? null : deltas(text);
    if (deltas == null) {
      return false;
    }
    added("text");
    deltas.forEach(delta -> event("response.output_text.delta", delta));
    long index = 0;
    for (Map<String, @Nullable Object> annotation : Json.objects(part, "annotations")) {
      event(
          "response.output_text.annotation.added",
          Json.of("annotation_index", Json.number(index++), "annotation", annotation));
    }
    event(
        "response.output_text.done",
        Json.of("text", text, "logprobs", Json.objects(part, "logprobs")));
    event(partEvents + ".done", Json.of("part", part));
    return true;
  }

  /** Null if the tokens that probabilities are given for are not those of the text. */
  private @Nullable List<Map<String, @Nullable Object>> deltas(String text) {
    List<Map<String, @Nullable Object>> deltas = new ArrayList<>();
    List<Map<String, @Nullable Object>> tokens = Json.objects(part, "logprobs");
    if (tokens.isEmpty()) {
      TextPieces.of(text)
          .forEach(piece -> deltas.add(Json.of("delta", piece, "logprobs", List.of())));
      return deltas;
    }
    StringBuilder joined = new StringBuilder();
    for (Map<String, @Nullable Object> token : tokens) {
      String piece = Json.text(token, "token");
      joined.append(piece);
      deltas.add(Json.of("delta", piece, "logprobs", List.of(token)));
    }
    return joined.toString().equals(text) ? deltas : null;
  }

  /** The part before anything of it came. */
  private void added(String field) {
    Map<String, @Nullable Object> begun = Json.copy(part);
    begun.put(field, "");
    for (String list : List.of("annotations", "logprobs")) {
      begun.computeIfPresent(list, (name, value) -> List.of());
    }
    event(partEvents + ".added", Json.of("part", begun));
  }

  private void event(String type, Map<String, @Nullable Object> members) {
    Map<String, @Nullable Object> all = Json.copy(place);
    all.putAll(members);
    item.event(type, all);
  }
}
