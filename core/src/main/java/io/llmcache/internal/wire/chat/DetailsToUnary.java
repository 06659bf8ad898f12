package io.llmcache.internal.wire.chat;

import io.llmcache.internal.key.JsonTree;
import io.llmcache.internal.wire.ChunkMembers;
import io.llmcache.internal.wire.Json;
import io.llmcache.internal.wire.Merging;
import io.llmcache.internal.wire.UnsayableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts OpenRouter's reasoning details together: pieces of a block have its type and index. */
final class DetailsToUnary {

  private static final Set<String> TEXTS = Set.of("text", "summary");

  private final List<Map<String, @Nullable Object>> blocks = new ArrayList<>();
  private boolean said;

  void add(@Nullable Object pieces) throws UnsayableException {
    said |= pieces != null;
    int before = blocks.size();
    for (Map<String, @Nullable Object> piece : ChunkMembers.objects(pieces)) {
      int at = blockOf(piece, before);
      if (at < 0) {
        blocks.add(piece);
      } else {
        blocks.set(at, goneOn(blocks.get(at), piece));
      }
    }
  }

  /** Null if there was no list. */
  @Nullable Object whole() {
    return said ? blocks : null;
  }

  /** The block that an earlier chunk began, or -1. Encrypted ones come whole. */
  private int blockOf(Map<String, @Nullable Object> piece, int end) throws UnsayableException {
    Object type = piece.get("type");
    for (int i = end - 1; i >= 0; i--) {
      Map<String, @Nullable Object> block = blocks.get(i);
      if (Merging.same(type, block.get("type"))
          && Merging.same(piece.get("index"), block.get("index"))) {
        if (piece.get("index") == null) {
          throw new UnsayableException("pieces of which block");
        }
        return "reasoning.encrypted".equals(JsonTree.text(type)) ? -1 : i;
      }
    }
    return -1;
  }

  private static Map<String, @Nullable Object> goneOn(
      Map<String, @Nullable Object> block, Map<String, @Nullable Object> piece)
      throws UnsayableException {
    Map<String, @Nullable Object> whole = Json.copy(block);
    for (Map.Entry<String, @Nullable Object> member : piece.entrySet()) {
      String name = member.getKey();
      Object before = whole.get(name);
      if (TEXTS.contains(name)) {
        whole.put(name, joined(before, member.getValue()));
      } else {
        // a signature is empty until it comes
        whole.put(name, "".equals(JsonTree.text(before)) ? null : before);
        CallsToUnary.put(whole, name, member.getValue());
      }
    }
    return whole;
  }

  private static @Nullable Object joined(@Nullable Object before, @Nullable Object next)
      throws UnsayableException {
    return before == null || next == null
        ? before == null ? next : before
        : ChunkMembers.text(before) + ChunkMembers.text(next);
  }
}
