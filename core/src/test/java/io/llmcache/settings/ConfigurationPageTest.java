package io.llmcache.settings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Keeps docs/configuration.md equal to what the settings say of themselves. To write the page anew
 * run this test with {@code -Dtests.docs=write}.
 */
class ConfigurationPageTest {

  private static final Path PAGE =
      Path.of(System.getProperty("tests.root", "..")).resolve("docs/configuration.md");

  @Test
  void thePageIsWhatTheSettingsSay() throws IOException {
    if ("write".equals(System.getProperty("tests.docs"))) {
      Files.createDirectories(PAGE.getParent());
      Files.writeString(PAGE, page());
    }
    assertThat(Files.readString(PAGE, UTF_8))
        .as("docs/configuration.md; write it anew with -Dtests.docs=write")
        .isEqualTo(page());
  }

  private static String page() {
    StringBuilder page = new StringBuilder(HEAD);
    for (SettingKey key : SettingKey.values()) {
      String byDefault = key.byDefault().isEmpty() ? "" : "`" + key.byDefault() + "`";
      page.append("| `%s` | %s | %s |%n".formatted(key.key(), byDefault, cell(key.meaning())));
    }
    return page.append(TAIL).toString();
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }

  private static final String HEAD =
      """
      # Configuration

      Generated from the settings themselves (`SettingKey` in core); a test keeps this page equal to
      them.

      The first source that has a key wins:

      1. system properties: `-Dllmcache.cache-ttl=1h`, or `/system-property=llmcache.cache-ttl:add(value=1h)` in
         WildFly's CLI
      2. environment variables: `LLMCACHE_CACHE_TTL=1h` (capitals, every other character is `_`)
      3. MicroProfile Config, where the server has it
      4. servlet context init parameters in `web.xml`, with the same names as the system properties
      5. the default

      A wrong value stops the deployment, and the message names key, value, source and remedy. An
      unknown key in the deployment's own places (init parameters, its
      `microprofile-config.properties`) does so too, with the key that was probably meant; in the places
      that a server's deployments share it is one warning, since another deployment's newer version may
      own it.

      One method with `@LlmCached` is configured by `llmcache.method.NAME.ttl`, `.semantic`, `.threshold`, `.scope`
      and `.cached`. These, `mode`, `cache-ttl`, `model-ttl`, `cache-models`, `cache-streaming`,
      `similarity-threshold`, `model-threshold`, `token-prices`, `explain` and `explain-sample` can be changed while the cache
      runs (docs/operations.md).

      Durations are seconds, or `500ms`, `90s`, `10m`, `1h`, `7d`, `PT1H`. Sizes are bytes, or
      `512KB`, `64MB`, `4GB` (1 KB is 1,024 bytes). Lists are separated by commas; in a glob `*`
      stands for any characters.

      | key | default | meaning |
      | --- | --- | --- |
      """;

  private static final String TAIL =
      """

      ## For one request

      Request headers of the caller, to the gateway, the servlet filter or in a JAX-RS client:

      | header | effect |
      | --- | --- |
      | `Cache-Control: no-cache` | call the provider, and store its answer |
      | `Cache-Control: no-store` | keep out: neither look up nor store |
      | `Cache-Control: max-age=60` | only an answer younger than that |
      | `Cache-Control: min-fresh=60` | only an answer that is fresh for that much longer |
      | `Cache-Control: max-stale=60` | also an answer whose lifetime ended that long ago, if it is still kept |
      | `Cache-Control: only-if-cached` | never call the provider: 504 if nothing is stored |

      They end here: the provider does not see them.
      """;
}
