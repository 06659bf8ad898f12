package io.llmcache.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmcache.cli.common.ConfigError;
import io.llmcache.exchange.Headers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestHeadersTest {

  @Test
  void theFileGoesBeforeTheEnvironment(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("key"), "sk-file\n");
    assertThat(RequestHeaders.of(file, "sk-env", List.of()).all("Authorization"))
        .containsExactly("Bearer sk-file");
    assertThat(RequestHeaders.of(null, "sk-env", List.of()).all("Authorization"))
        .containsExactly("Bearer sk-env");
  }

  @Test
  void withoutAKeyThereIsNone() {
    assertThat(RequestHeaders.of(null, null, List.of()))
        .isEqualTo(Headers.of("Content-Type", "application/json"));
    assertThat(RequestHeaders.of(null, " ", List.of()).first("Authorization")).isNull();
  }

  @Test
  void aCredentialInAHeaderTakesTheKeysPlace() {
    Headers headers = RequestHeaders.of(null, "sk-env", List.of("api-key: azure", "X-A: b"));
    assertThat(headers.first("Authorization")).isNull();
    assertThat(headers.first("api-key")).isEqualTo("azure");
    assertThat(headers.first("X-A")).isEqualTo("b");
  }

  @Test
  void twoCredentialsAreAMistake(@TempDir Path folder) {
    assertThatThrownBy(
            () -> RequestHeaders.of(folder.resolve("key"), null, List.of("api-key: azure")))
        .isInstanceOf(ConfigError.class)
        .hasMessageContaining("leave one out");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no colon sk-secret",
        ": sk-secret",
        "Host: sk-secret",
        "A b: sk-secret",
        "A: sk-secret\u0000",
        "Cache-Control: sk-secret"
      })
  void whatCannotBeSentIsSaidWithoutItsValue(String line) {
    assertThatThrownBy(() -> RequestHeaders.of(null, null, List.of(line)))
        .isInstanceOf(ConfigError.class)
        .hasMessageNotContaining("sk-secret");
  }

  @Test
  void aKeyFileThatIsEmptyOrMissingIsSaid(@TempDir Path folder) throws IOException {
    Path empty = Files.writeString(folder.resolve("empty"), "\n");
    assertThatThrownBy(() -> RequestHeaders.of(empty, null, List.of()))
        .hasMessageContaining("is empty");
    assertThatThrownBy(() -> RequestHeaders.of(folder.resolve("none"), null, List.of()))
        .hasMessageContaining("cannot be read (NoSuchFileException)");
  }

  @Test
  void whatIsForTheCacheStaysHere() {
    Headers headers =
        Headers.of("llmcache-tags", "a").plus("Cache-Control", "no-cache").plus("X-A", "b");
    assertThat(RequestHeaders.sent(headers)).isEqualTo(Headers.of("X-A", "b"));
  }
}
