package io.llmcache.internal.wire.gemini;

import io.llmcache.internal.wire.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says a stored answer in another form. */
final class GeminiReframe {

  private GeminiReframe() {}

  /** The body in the form wanted; null where something cannot be said in it. */
  static byte @Nullable [] body(GeminiForm wanted, byte[] stored) {
    List<byte[]> pieces = GeminiPieces.split(stored);
    List<Map<String, @Nullable Object>> trees = pieces == null ? null : GeminiPieces.trees(pieces);
    if (pieces == null || trees == null) {
      return null;
    }
    if (!GeminiPieces.isWhole(stored)) {
      return wanted == GeminiForm.UNARY ? joined(trees) : GeminiPieces.framed(pieces, wanted);
    }
    return wanted == GeminiForm.UNARY ? stored : cut(trees.get(0), wanted);
  }

  private static byte @Nullable [] joined(List<Map<String, @Nullable Object>> pieces) {
    Map<String, @Nullable Object> whole = GeminiMerge.merged(pieces);
    return whole == null ? null : Json.write(whole);
  }

  private static byte @Nullable [] cut(Map<String, @Nullable Object> whole, GeminiForm wanted) {
    List<Map<String, @Nullable Object>> pieces = GeminiSplit.split(whole);
    if (pieces == null) {
      return null;
    }
    return GeminiPieces.framed(pieces.stream().map(Json::write).toList(), wanted);
  }
}
