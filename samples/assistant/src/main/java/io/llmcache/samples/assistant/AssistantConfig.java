package io.llmcache.samples.assistant;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import java.net.URI;

/**
 * Which provider is asked: {@code ASSISTANT_PROVIDER_URL}, {@code ASSISTANT_MODEL} and {@code
 * ASSISTANT_API_KEY}, each a system property or an environment variable.
 *
 * <p>The default is the simulated provider on this server.
 */
@ApplicationScoped
public class AssistantConfig {

  private static final String SIMULATED = "/simulated-provider/";

  /** Stops the deployment if there is no way to call the provider's address. */
  void check(@Observes @Initialized(ApplicationScoped.class) Object started) {
    if (!providerUrl().matches("https?://[^/\\s]+(/\\S*)?")) {
      throw new IllegalArgumentException(
          "ASSISTANT_PROVIDER_URL: '%s' is not an http(s) URL, such as https://api.openai.com/v1"
              .formatted(providerUrl()));
    }
  }

  /** The base URL of an OpenAI-compatible API, without a slash at its end. */
  String providerUrl() {
    String port = setting("jboss.http.port", "8080");
    String url = setting("ASSISTANT_PROVIDER_URL", "http://127.0.0.1:" + port + SIMULATED + "v1");
    return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }

  /** The provider as it may be shown to anybody: without a user, password or query. */
  String shownProvider() {
    URI uri = URI.create(providerUrl());
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    return uri.getScheme() + "://" + uri.getHost() + port + uri.getPath();
  }

  boolean simulated() {
    return providerUrl().contains(SIMULATED);
  }

  String model() {
    return setting("ASSISTANT_MODEL", "simulated-small");
  }

  /** Empty where none is set. */
  String apiKey() {
    return setting("ASSISTANT_API_KEY", "");
  }

  static String setting(String name, String otherwise) {
    String value = System.getProperty(name, System.getenv(name));
    return value == null || value.isBlank() ? otherwise : value.strip();
  }
}
