package io.llmcache.cli;

import io.llmcache.cli.common.ConfigError;
import io.llmcache.cli.common.JobError;
import java.net.URI;

/**
 * Where requests go. The same address as an OpenAI client's base URL, with or without the {@code
 * /v1} that lines have too.
 */
record Target(String base) {

  /**
   * @throws ConfigError if it is no HTTP address
   */
  static Target of(String text) {
    String base = text.strip().replaceAll("/+$", "");
    try {
      URI uri = URI.create(base);
      boolean http = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      boolean plain =
          uri.getRawUserInfo() == null && uri.getRawQuery() == null && uri.getRawFragment() == null;
      if (http && plain && uri.getHost() != null) {
        return new Target(base);
      }
    } catch (IllegalArgumentException e) {
      // said below
    }
    throw new ConfigError("--base-url is not http(s)://HOST[:PORT][/PATH].");
  }

  /** The address of one request. */
  URI at(String path) throws JobError {
    boolean twice = base.endsWith("/v1") && path.startsWith("/v1/");
    String stem = twice ? base.substring(0, base.length() - "/v1".length()) : base;
    try {
      return URI.create(stem + path);
    } catch (IllegalArgumentException e) {
      throw new JobError("\"url\" is not a path, such as \"%s\"".formatted(JobForm.CHAT));
    }
  }
}
