package io.llmcache.internal.wire.gemini;

import java.util.Locale;

/** What a model's name gives away. */
final class GeminiModels {

  private GeminiModels() {}

  /** Whether the model answers with pictures or sound even unasked. */
  static boolean givesMore(String name) {
    String model = name.toLowerCase(Locale.ROOT);
    return model.contains("image") || model.contains("-tts") || model.contains("audio");
  }
}
