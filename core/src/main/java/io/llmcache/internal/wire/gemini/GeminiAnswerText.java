package io.llmcache.internal.wire.gemini;

import io.llmcache.internal.key.JsonTree;
import io.llmcache.internal.wire.Json;
import io.llmcache.internal.wire.PlainText;
import io.llmcache.spi.ReplyFacts.Ending;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The text of an answer, in any of its forms. */
final class GeminiAnswerText {

  private static final Set<String> OF_TEXT = Set.of("text", "thought", "thoughtSignature");

  private GeminiAnswerText() {}

  /** Null if the answer is not one candidate that ended well with nothing but text and thoughts. */
  static @Nullable String of(byte[] body) {
    List<byte[]> pieces = GeminiPieces.split(body);
    List<Map<String, @Nullable Object>> trees = pieces == null ? null : GeminiPieces.trees(pieces);
    if (trees == null) {
      return null;
    }
    Map<String, @Nullable Object> whole =
        GeminiPieces.isWhole(body) ? trees.get(0) : GeminiMerge.merged(trees);
    List<Map<String, @Nullable Object>> candidates = Json.objects(whole, "candidates");
    return candidates.size() == 1 ? ofCandidate(candidates.get(0)) : null;
  }

  private static @Nullable String ofCandidate(Map<String, @Nullable Object> candidate) {
    GeminiCandidate judged = new GeminiCandidate();
    judged.add(candidate);
    if (judged.ending() != Ending.NATURAL && judged.ending() != Ending.LENGTH) {
      return null;
    }
    StringBuilder text = new StringBuilder();
    for (Map<String, @Nullable Object> part :
        Json.objects(Json.object(candidate, "content"), "parts")) {
      if (!OF_TEXT.containsAll(part.keySet()) || !JsonTree.isText(part.get("text"))) {
        return null;
      }
      text.append(Boolean.TRUE.equals(part.get("thought")) ? "" : part.get("text"));
    }
    return PlainText.said(text.toString());
  }
}
