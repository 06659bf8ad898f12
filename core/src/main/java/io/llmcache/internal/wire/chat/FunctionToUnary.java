package io.llmcache.internal.wire.chat;

import io.llmcache.internal.wire.ChunkMembers;
import io.llmcache.internal.wire.TextSum;
import io.llmcache.internal.wire.UnsayableException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts together which function a call names, and its arguments, which come in pieces. */
final class FunctionToUnary {

  private final Map<String, @Nullable Object> members = new LinkedHashMap<>();
  private final Map<String, TextSum> texts = new LinkedHashMap<>();
  private boolean said;

  void add(@Nullable Object piece) throws UnsayableException {
    if (piece == null) {
      return;
    }
    said = true;
    for (Map.Entry<String, @Nullable Object> member : ChunkMembers.object(piece).entrySet()) {
      String name = member.getKey();
      if (name.equals("arguments") || name.equals("input")) {
        members.putIfAbsent(name, null);
        texts.computeIfAbsent(name, any -> new TextSum()).add(member.getValue());
      } else {
        CallsToUnary.put(members, name, member.getValue());
      }
    }
  }

  /** Null if there was no piece. */
  @Nullable Object whole() {
    texts.forEach((name, text) -> members.put(name, text.text()));
    return said ? members : null;
  }
}
