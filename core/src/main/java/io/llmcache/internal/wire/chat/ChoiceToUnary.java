package io.llmcache.internal.wire.chat;

import io.llmcache.internal.key.JsonTree;
import io.llmcache.internal.wire.ChunkMembers;
import io.llmcache.internal.wire.Json;
import io.llmcache.internal.wire.Merging;
import io.llmcache.internal.wire.UnsayableException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts together what the chunks of a stream say of one choice. */
final class ChoiceToUnary {

  private final Map<String, @Nullable Object> members = new LinkedHashMap<>();
  private final MessageToUnary message = new MessageToUnary();

  ChoiceToUnary(int index) {
    members.put("index", Json.number(index));
  }

  void add(Map<String, @Nullable Object> choice) throws UnsayableException {
    Map<String, @Nullable Object> delta = JsonTree.object(choice.get("delta"));
    if (delta != null) {
      message.add(delta);
    }
    for (Map.Entry<String, @Nullable Object> member : choice.entrySet()) {
      String name = member.getKey();
      Object value = member.getValue();
      switch (name) {
        case "index" -> {}
        case "delta", "message" -> {
          // a message beside the delta is what came so far, as one server sends it
          if (value != null && value != delta) {
            throw new UnsayableException("a choice that is no piece");
          }
        }
        case "text" -> {
          // the same text again, as one server has it in streams only
          if (!Merging.same(value, delta == null ? null : delta.get("content"))) {
            throw new UnsayableException("a text beside the delta");
          }
        }
        case "logprobs" -> members.put(name, Merging.lists(members.get(name), value));
        case "finish_reason" -> {
          if (!ChunkMembers.isEmpty(value)) {
            members.put(name, Merging.either(members.get(name), value));
          }
        }
        default -> members.put(name, Merging.either(members.get(name), value));
      }
    }
  }

  /**
   * The whole choice.
   *
   * @param annotated whether its message has a list of annotations even if there is none
   */
  Map<String, @Nullable Object> whole(boolean annotated) throws UnsayableException {
    ChunkMembers.text(members.get("finish_reason"));
    Map<String, @Nullable Object> whole = message.whole();
    if (annotated) {
      whole.putIfAbsent("annotations", java.util.List.of());
    }
    members.put("message", whole);
    return members;
  }
}
