package io.llmcache.internal.wire.completions;

import java.net.URI;
import java.util.List;

/** What the path of a completion says. */
final class CompletionPath {

  private static final String END = "/completions";

  /** After them, the path names the model. */
  private static final List<String> BEFORE_MODEL = List.of("/openai/deployments/", "/engines/");

  private CompletionPath() {}

  static boolean recognises(URI target) {
    String path = target.getRawPath();
    return path != null && path.endsWith(END) && !path.endsWith("/chat" + END);
  }

  /**
   * The engine or deployment, which is the model whatever the body says; empty if there is none.
   */
  static String model(URI target) {
    String path = target.getPath();
    for (String before : BEFORE_MODEL) {
      int at = path == null ? -1 : path.lastIndexOf(before);
      if (path != null && at >= 0 && path.endsWith(END)) {
        int from = at + before.length();
        String name = path.substring(from, Math.max(from, path.length() - END.length()));
        return name.contains("/") ? "" : name;
      }
    }
    return "";
  }
}
