package io.llmcache.embedding;

import io.llmcache.settings.SettingKey;

/** Says what to do where the native library does not load. Pure. */
final class NativeTrouble {

  private static final String NEEDS =
      "it needs Linux with glibc or macOS, on x86-64 or arm64, or Windows on x86-64, and a"
          + " java.io.tmpdir that programs may be run from";

  private NativeTrouble() {}

  /** One sentence for the log, with the cause and the remedy. */
  static String ofEmbedder(Throwable e) {
    return ("There are no answers by meaning, since the embedder does not start here (%s): %s;"
            + " elsewhere set %s to openai:URL#MODEL.")
        .formatted(root(e), NEEDS, SettingKey.EMBEDDING.key());
  }

  /** One sentence for the log, with the cause and the remedy. */
  static String ofVerifier(Throwable e) {
    return ("Nothing is answered by meaning, since the verifier does not start here (%s): %s;"
            + " elsewhere leave %s empty.")
        .formatted(root(e), NEEDS, SettingKey.VERIFIER_MODEL.key());
  }

  private static String root(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    String message = root.getMessage();
    return message == null ? root.getClass().getSimpleName() : message.strip();
  }
}
