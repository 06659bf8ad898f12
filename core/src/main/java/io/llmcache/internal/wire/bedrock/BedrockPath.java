package io.llmcache.internal.wire.bedrock;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What a path {@code /model/ID/VERB} says.
 *
 * @param base what comes before it, raw
 * @param model the model's id, decoded: clients encode its colons and slashes or do not
 * @param verb the last segment
 */
record BedrockPath(String base, String model, String verb) {

  private static final String MODEL = "/model/";

  /** Null if the path is another. */
  static @Nullable BedrockPath of(URI target) {
    String raw = target.getRawPath();
    String decoded = target.getPath();
    int at = raw == null ? -1 : raw.indexOf(MODEL);
    if (raw == null || decoded == null || at < 0) {
      return null;
    }
    int from = decoded.indexOf(MODEL) + MODEL.length();
    int end = decoded.lastIndexOf('/');
    if (end <= from || raw.lastIndexOf('/') < at + MODEL.length()) {
      return null;
    }
    return new BedrockPath(
        raw.substring(0, at), decoded.substring(from, end), decoded.substring(end + 1));
  }

  static boolean hasVerb(URI target, String unary, String stream) {
    BedrockPath path = of(target);
    return path != null && (path.verb().equals(unary) || path.verb().equals(stream));
  }

  /** For the key, with a verb of the format's choice. */
  String withVerb(String chosen) {
    return base + MODEL + model + "/" + chosen;
  }

  /** A stored prompt whose version is not named is whatever was saved last. */
  boolean isFloatingPrompt() {
    int at = model.indexOf(":prompt/");
    return at >= 0 && model.indexOf(':', at + 1) < 0;
  }
}
