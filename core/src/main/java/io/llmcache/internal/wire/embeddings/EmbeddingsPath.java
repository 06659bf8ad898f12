package io.llmcache.internal.wire.embeddings;

import java.net.URI;

/** What the path of an embeddings request says. */
final class EmbeddingsPath {

  private static final String END = "/embeddings";

  /** Of another form, with a prompt and one vector. */
  private static final String OLLAMA = "/api/embeddings";

  private static final String DEPLOYMENTS = "/openai/deployments/";

  private EmbeddingsPath() {}

  static boolean recognises(URI target) {
    String path = target.getRawPath();
    return path != null && path.endsWith(END) && !path.endsWith(OLLAMA);
  }

  /** Azure's deployment, which names the model whatever the body says; empty if there is none. */
  static String deployment(URI target) {
    String path = target.getPath();
    int at = path == null ? -1 : path.lastIndexOf(DEPLOYMENTS);
    if (path == null || at < 0 || !path.endsWith(END)) {
      return "";
    }
    int from = at + DEPLOYMENTS.length();
    String name = path.substring(from, Math.max(from, path.length() - END.length()));
    return name.contains("/") ? "" : name;
  }
}
