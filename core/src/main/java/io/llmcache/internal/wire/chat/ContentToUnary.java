package io.llmcache.internal.wire.chat;

import io.llmcache.internal.key.JsonTree;
import io.llmcache.internal.wire.ChunkMembers;
import io.llmcache.internal.wire.Json;
import io.llmcache.internal.wire.Merging;
import io.llmcache.internal.wire.TextSum;
import io.llmcache.internal.wire.UnsayableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts content together that comes as text or, with Mistral's models, partly as lists of parts: a
 * part that goes on has the type of the one before.
 */
final class ContentToUnary {

  /** Types of parts whose pieces can be told. */
  static final Set<String> TYPES = Set.of("text", "thinking", "reference");

  private final TextSum text = new TextSum();
  private final List<Map<String, @Nullable Object>> parts = new ArrayList<>();
  private boolean inParts;

  void add(@Nullable Object piece) throws UnsayableException {
    if (piece instanceof List) {
      startParts();
      for (Map<String, @Nullable Object> part : ChunkMembers.objects(piece)) {
        part(part);
      }
    } else if (!inParts) {
      text.add(piece);
    } else if (!ChunkMembers.isEmpty(piece)) {
      part(Json.of("type", "text", "text", ChunkMembers.text(piece)));
    }
  }

  @Nullable Object whole() {
    return inParts ? parts : text.text();
  }

  private void startParts() throws UnsayableException {
    if (!inParts && !ChunkMembers.isEmpty(text.text())) {
      part(Json.of("type", "text", "text", text.text()));
    }
    inParts = true;
  }

  private void part(Map<String, @Nullable Object> part) throws UnsayableException {
    String type = ChunkMembers.text(part.get("type"));
    if (!TYPES.contains(type)) {
      throw new UnsayableException("unknown part");
    }
    Map<String, @Nullable Object> last = parts.isEmpty() ? null : parts.get(parts.size() - 1);
    if (last == null || !type.equals(JsonTree.text(last.get("type")))) {
      parts.add(part);
    } else {
      parts.set(parts.size() - 1, goneOn(last, part, type));
    }
  }

  private static Map<String, @Nullable Object> goneOn(
      Map<String, @Nullable Object> before, Map<String, @Nullable Object> next, String type)
      throws UnsayableException {
    Map<String, @Nullable Object> rest = Json.copy(next);
    Map<String, @Nullable Object> whole = Json.copy(before);
    Object one = whole.remove(type);
    Object other = rest.remove(type);
    whole.putAll(ChunkMembers.object(Merging.either(whole, rest)));
    whole.put(type, type.equals("thinking") ? thought(one, other) : joined(one, other));
    return whole;
  }

  /** What is thought is itself a list of one text, empty at the end. */
  private static List<Map<String, @Nullable Object>> thought(
      @Nullable Object one, @Nullable Object other) throws UnsayableException {
    List<Map<String, @Nullable Object>> before = ChunkMembers.objects(one);
    List<Map<String, @Nullable Object>> next = ChunkMembers.objects(other);
    if (before.isEmpty() || next.isEmpty()) {
      return before.isEmpty() ? next : before;
    }
    if (before.size() != 1 || next.size() != 1) {
      throw new UnsayableException("thoughts of several parts");
    }
    Map<String, @Nullable Object> first = before.get(0);
    Map<String, @Nullable Object> second = next.get(0);
    if (!"text".equals(JsonTree.text(first.get("type")))
        || !"text".equals(JsonTree.text(second.get("type")))) {
      throw new UnsayableException("thoughts that are no text");
    }
    return List.of(goneOn(first, second, "text"));
  }

  private static String joined(@Nullable Object one, @Nullable Object other)
      throws UnsayableException {
    return ChunkMembers.text(one) + ChunkMembers.text(other);
  }
}
