package io.llmcache.internal.wire.ollama;

import java.net.URI;

/** Which path is which call; servers may stand behind any base path. */
final class OllamaPath {

  static final String CHAT = "/api/chat";
  static final String GENERATE = "/api/generate";
  static final String EMBED = "/api/embed";

  /** The older call for one text, which is still served. */
  static final String EMBEDDINGS = "/api/embeddings";

  private OllamaPath() {}

  static boolean is(String method, URI target, String end) {
    String path = target.getRawPath();
    return method.equals("POST") && path != null && path.endsWith(end);
  }
}
