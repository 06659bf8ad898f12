package io.llmcache.internal.wire.gemini;

import io.llmcache.internal.key.JsonTree;
import io.llmcache.internal.wire.Json;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes a whole answer from the pieces of a stream. */
final class GeminiMerge {

  private static final Set<String> LAST_SAID =
      Set.of("usageMetadata", "modelVersion", "responseId", "createTime", "promptFeedback");

  private static final Set<String> LAST_SAID_OF_CANDIDATE =
      Set.of(
          "index",
          "finishReason",
          "finishMessage",
          "safetyRatings",
          "citationMetadata",
          "groundingMetadata",
          "urlContextMetadata",
          "avgLogprobs",
          "tokenCount");

  private final Map<String, @Nullable Object> whole = new LinkedHashMap<>();
  private final Map<Long, Map<String, @Nullable Object>> candidates = new TreeMap<>();
  private final Map<Long, GeminiJoin> joins = new TreeMap<>();

  private GeminiMerge() {}

  /** The whole answer; null if the pieces say what cannot be put together. */
  static @Nullable Map<String, @Nullable Object> merged(
      List<Map<String, @Nullable Object>> pieces) {
    GeminiMerge merge = new GeminiMerge();
    for (Map<String, @Nullable Object> piece : pieces) {
      if (!merge.add(piece)) {
        return null;
      }
    }
    return merge.finished();
  }

  private boolean add(Map<String, @Nullable Object> piece) {
    if (piece.containsKey("candidates")) {
      whole.putIfAbsent("candidates", List.of());
    }
    List<@Nullable Object> elements = JsonTree.array(piece.get("candidates"));
    List<Map<String, @Nullable Object>> objects = Json.objects(piece, "candidates");
    boolean sound = piece.get("candidates") == null || elements != null;
    boolean counted =
        piece.get("usageMetadata") == null || Json.object(piece, "usageMetadata") != null;
    if (!sound || !counted || elements != null && elements.size() != objects.size()) {
      return false;
    }
    return objects.stream().allMatch(this::addCandidate)
        && overlay(whole, piece, LAST_SAID, "candidates");
  }

  private boolean addCandidate(Map<String, @Nullable Object> candidate) {
    if (candidate.get("index") != null && Json.count(candidate, "index") < 0) {
      return false;
    }
    long index = Math.max(0, Json.count(candidate, "index"));
    Map<String, @Nullable Object> merged =
        candidates.computeIfAbsent(index, any -> new LinkedHashMap<>());
    Map<String, @Nullable Object> content = Json.object(candidate, "content");
    if (content == null) {
      return candidate.get("content") == null
          && overlay(merged, candidate, LAST_SAID_OF_CANDIDATE, "content");
    }
    Map<String, @Nullable Object> said = Json.object(merged, "content");
    if (said == null) {
      said = new LinkedHashMap<>();
      merged.put("content", said);
    }
    return overlay(said, content, Set.of(), "parts")
        && joins.computeIfAbsent(index, any -> new GeminiJoin()).add(content)
        && overlay(merged, candidate, LAST_SAID_OF_CANDIDATE, "content");
  }

  /** Takes over the members; false if one that should not change does. */
  private static boolean overlay(
      Map<String, @Nullable Object> target,
      Map<String, @Nullable Object> source,
      Set<String> mayChange,
      String not) {
    for (Map.Entry<String, @Nullable Object> member : source.entrySet()) {
      String name = member.getKey();
      Object value = member.getValue();
      if (name.equals(not) || value == null && target.containsKey(name)) {
        continue;
      }
      Object before = target.put(name, value);
      if (before != null && !mayChange.contains(name) && !same(before, value)) {
        return false;
      }
    }
    return true;
  }

  private static boolean same(Object one, @Nullable Object other) {
    return other != null && Arrays.equals(Json.write(one), Json.write(other));
  }

  private Map<String, @Nullable Object> finished() {
    joins.forEach(
        (index, join) -> {
          Map<String, @Nullable Object> content = Json.object(candidates.get(index), "content");
          List<Map<String, @Nullable Object>> parts = join.parts();
          if (content != null && parts != null) {
            content.put("parts", parts);
          }
        });
    if (!candidates.isEmpty()) {
      whole.put("candidates", List.copyOf(candidates.values()));
    }
    return whole;
  }
}
