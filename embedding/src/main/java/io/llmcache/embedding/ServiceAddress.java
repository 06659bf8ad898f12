package io.llmcache.embedding;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where a model is served by HTTP.
 *
 * @param base without a slash at its end
 */
record ServiceAddress(URI base, String model) {

  private static final String PREFIX = "openai:";

  /**
   * Reads {@code openai:URL#MODEL}, which the settings have checked; null if it is something else.
   */
  static @Nullable ServiceAddress parse(String setting) {
    int hash = setting.indexOf('#');
    if (!setting.startsWith(PREFIX) || hash < 0) {
      return null;
    }
    String url = setting.substring(PREFIX.length(), hash).replaceAll("/+$", "");
    return new ServiceAddress(URI.create(url), setting.substring(hash + 1));
  }

  /** What lies below the base. */
  URI at(String path) {
    return URI.create(base + path);
  }

  /** For logs and messages. */
  String where() {
    return model + " at " + base.getRawAuthority();
  }
}
