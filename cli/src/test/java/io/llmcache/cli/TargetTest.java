package io.llmcache.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmcache.cli.common.ConfigError;
import io.llmcache.cli.common.JobError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {

  @ParameterizedTest
  @CsvSource({
    "https://api.openai.com, https://api.openai.com/v1/chat/completions",
    "https://api.openai.com/, https://api.openai.com/v1/chat/completions",
    "https://api.openai.com/v1, https://api.openai.com/v1/chat/completions",
    "https://api.openai.com/v1/, https://api.openai.com/v1/chat/completions",
    "https://llm.example/openai, https://llm.example/openai/v1/chat/completions",
    "http://127.0.0.1:11434, http://127.0.0.1:11434/v1/chat/completions",
  })
  void basesAreTakenWithAndWithoutV1(String base, String target) throws JobError {
    assertThat(Target.of(base).at("/v1/chat/completions")).hasToString(target);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "api.openai.com",
        "ftp://x.example",
        "http://",
        "https://u:p@x.example",
        "https://x.example?a=b"
      })
  void anythingElseIsRefusedWithoutRepeatingIt(String base) {
    assertThatThrownBy(() -> Target.of(base))
        .isInstanceOf(ConfigError.class)
        .hasMessage("--base-url is not http(s)://HOST[:PORT][/PATH].");
  }

  @Test
  void aPathThatIsNoneIsTheLinesFault() {
    assertThatThrownBy(() -> Target.of("https://x.example").at("/a b"))
        .isInstanceOf(JobError.class)
        .hasMessageContaining("\"url\" is not a path");
  }
}
