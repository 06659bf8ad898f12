package io.llmcache.internal.wire.gemini;

import java.net.URI;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the path of a call to a model says.
 *
 * @param resource the raw path up to the verb, which names the model
 * @param model the last part of the resource
 * @param verb what is asked of the model: {@code generateContent}
 * @param vertex whether it is Vertex AI's, whose enums have other numbers
 */
record GeminiPath(String resource, String model, String verb, boolean vertex) {

  private static final Pattern PATH =
      Pattern.compile(
          "(?<resource>.*/v1[a-z0-9]*/"
              + "(?<vertex>(?:projects/[^/]+/locations/[^/]+/)?publishers/google/)?"
              + "models/(?<model>[^/:]+)):(?<verb>[A-Za-z]+)");

  /** Null if the target names no model of Google's and a verb. */
  static @Nullable GeminiPath of(URI target) {
    String path = target.getRawPath();
    Matcher matcher = PATH.matcher(path == null ? "" : path);
    if (!matcher.matches()) {
      return null;
    }
    return new GeminiPath(
        matcher.group("resource"),
        matcher.group("model"),
        matcher.group("verb"),
        matcher.group("vertex") != null);
  }

  /** Whether the target asks this of a model. */
  static boolean asks(URI target, String... verbs) {
    GeminiPath path = of(target);
    return path != null && List.of(verbs).contains(path.verb());
  }
}
