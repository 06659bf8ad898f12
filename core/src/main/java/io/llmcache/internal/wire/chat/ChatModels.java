package io.llmcache.internal.wire.chat;

import java.util.Locale;

/** What a model's name gives away. */
final class ChatModels {

  private ChatModels() {}

  /**
   * Whether the model reads the web before it answers: OpenAI's search models, OpenRouter's {@code
   * :online} variants, Perplexity's models, Groq's compound systems.
   */
  static boolean searchesTheWeb(String name) {
    String model = name.toLowerCase(Locale.ROOT);
    String base = model.substring(model.lastIndexOf('/') + 1);
    return base.contains("-search-")
        || base.endsWith("-search")
        || base.contains(":online")
        || base.equals("compound")
        || base.startsWith("compound-")
        || model.startsWith("perplexity/");
  }
}
