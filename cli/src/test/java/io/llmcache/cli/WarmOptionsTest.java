package io.llmcache.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmcache.cli.common.ConfigError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class WarmOptionsTest {

  @Test
  void defaultsAreGentle() {
    WarmOptions options = parse("f");
    options.check();
    assertThat(options.baseUrl).isEqualTo("https://api.openai.com");
    assertThat(options.rate).isEqualTo(2);
    assertThat(options.concurrency).isEqualTo(2);
    assertThat(options.retries).isEqualTo(4);
  }

  @Test
  void settingsAndHeadersRepeat() {
    WarmOptions options =
        parse("-Dllmcache.a=1", "-D", "llmcache.b=2", "--header", "A: b", "--header", "C: d", "f");
    assertThat(options.settings).containsEntry("llmcache.a", "1").containsEntry("llmcache.b", "2");
    assertThat(options.headers).containsExactly("A: b", "C: d");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--rate 0 f",
        "--rate NaN f",
        "--concurrency 0 f",
        "--retries -1 f",
        "--timeout 0 f",
        "--no-api-key --api-key-file k f",
        "--journal j -"
      })
  void whatCannotBeIsRefused(String words) {
    WarmOptions options = parse(words.split(" "));
    assertThatThrownBy(options::check).isInstanceOf(ConfigError.class);
  }

  private static WarmOptions parse(String... args) {
    WarmOptions options = new WarmOptions();
    new CommandLine(options).parseArgs(args);
    return options;
  }
}
