package io.llmcache.internal.wire.gemini;

import io.llmcache.internal.key.JsonTree;
import io.llmcache.internal.wire.Json;
import io.llmcache.internal.wire.TextPieces;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the pieces of a stream from an answer that came whole. */
final class GeminiSplit {

  /** What every piece says. */
  private static final Set<String> EVERYWHERE =
      Set.of("usageMetadata", "modelVersion", "responseId", "createTime");

  private final Map<String, @Nullable Object> body;
  private final List<Map<String, @Nullable Object>> pieces = new ArrayList<>();

  private GeminiSplit(Map<String, @Nullable Object> body) {
    this.body = body;
  }

  /** The pieces; null if a part is of a kind that nobody here knows. */
  static @Nullable List<Map<String, @Nullable Object>> split(Map<String, @Nullable Object> body) {
    List<@Nullable Object> elements = JsonTree.array(body.get("candidates"));
    List<Map<String, @Nullable Object>> candidates = Json.objects(body, "candidates");
    if (elements == null || candidates.size() != elements.size()) {
      return elements == null && body.get("candidates") == null ? List.of(body) : null;
    }
    long before = -1;
    GeminiSplit split = new GeminiSplit(body);
    for (Map<String, @Nullable Object> candidate : candidates) {
      long index = Math.max(0, Json.count(candidate, "index"));
      if (index <= before || !split.add(candidate)) {
        return null;
      }
      before = index;
    }
    return split.finished();
  }

  private boolean add(Map<String, @Nullable Object> candidate) {
    Map<String, @Nullable Object> content = Json.object(candidate, "content");
    List<@Nullable Object> elements = content == null ? null : JsonTree.array(content.get("parts"));
    List<Map<String, @Nullable Object>> parts = Json.objects(content, "parts");
    if (elements != null && parts.size() != elements.size()
        || !parts.stream().allMatch(GeminiParts::isKnown)) {
      return false;
    }
    List<List<Map<String, @Nullable Object>>> chunks = chunks(parts);
    for (int i = 0; i < chunks.size(); i++) {
      boolean last = i == chunks.size() - 1;
      Map<String, @Nullable Object> part = last ? Json.copy(candidate) : bare(candidate);
      Map<String, @Nullable Object> said = content == null ? Json.of() : Json.copy(content);
      said.put("parts", chunks.get(i));
      part.put("content", said);
      piece(part);
    }
    if (chunks.isEmpty()) {
      piece(candidate);
    }
    return true;
  }

  /**
   * The parts of each chunk. Two texts that a reader would take for one meet inside a chunk, since
   * only texts of different chunks are joined.
   */
  private static List<List<Map<String, @Nullable Object>>> chunks(
      List<Map<String, @Nullable Object>> parts) {
    List<List<Map<String, @Nullable Object>>> chunks = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      boolean meets = i > 0 && GeminiParts.continues(parts.get(i - 1), parts.get(i));
      for (Map<String, @Nullable Object> bit : bits(parts.get(i))) {
        if (meets) {
          chunks.get(chunks.size() - 1).add(bit);
          meets = false;
        } else {
          chunks.add(new ArrayList<>(List.of(bit)));
        }
      }
    }
    return chunks;
  }

  private static List<Map<String, @Nullable Object>> bits(Map<String, @Nullable Object> part) {
    List<Map<String, @Nullable Object>> bits = new ArrayList<>();
    if (GeminiParts.isPlain(part)) {
      for (String text : TextPieces.of(Json.text(part, "text"))) {
        Map<String, @Nullable Object> bit = Json.copy(part);
        bit.put("text", text);
        bits.add(bit);
      }
    }
    return bits.isEmpty() ? List.of(part) : bits;
  }

  /** Only which candidate it is: reasons and ratings come with its last piece. */
  private static Map<String, @Nullable Object> bare(Map<String, @Nullable Object> candidate) {
    Map<String, @Nullable Object> bare = Json.copy(candidate);
    bare.keySet().retainAll(Set.of("content", "index"));
    return bare;
  }

  private void piece(Map<String, @Nullable Object> candidate) {
    Map<String, @Nullable Object> piece = Json.copy(body);
    piece.keySet().retainAll(EVERYWHERE);
    Map<String, @Nullable Object> first = Json.of("candidates", List.of(candidate));
    first.putAll(piece);
    pieces.add(first);
  }

  /** The last piece has what no other has; an answer without candidates is one piece. */
  private List<Map<String, @Nullable Object>> finished() {
    if (pieces.isEmpty()) {
      return List.of(body);
    }
    Map<String, @Nullable Object> last = pieces.get(pieces.size() - 1);
    body.forEach(last::putIfAbsent);
    return pieces;
  }
}
