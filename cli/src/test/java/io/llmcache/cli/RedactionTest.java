package io.llmcache.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.exchange.Headers;
import org.junit.jupiter.api.Test;

class RedactionTest {

  private final Redaction redaction =
      Redaction.of(Headers.of("Authorization", "Bearer sk-secret-0123456789"));

  @Test
  void aRepeatedKeyIsTakenOut() {
    assertThat(redaction.of("Incorrect API key: sk-secret-0123456789. See the docs."))
        .isEqualTo("Incorrect API key: *** See the docs.");
  }

  @Test
  void soIsAPartOfIt() {
    assertThat(redaction.of("Incorrect API key: sk-secre*****6789."))
        .isEqualTo("Incorrect API key: ***");
  }

  @Test
  void aMessageIsOneShortLine() {
    assertThat(redaction.of(" a\n\u001b[31mb\tc ")).isEqualTo("a [31mb c");
    assertThat(redaction.of("x".repeat(1000))).hasSize(303).endsWith("...");
  }
}
