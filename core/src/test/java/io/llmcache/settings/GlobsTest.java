package io.llmcache.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "all | x | true",
        "'' | x | true",
        "* | '' | true",
        "gpt-4o | GPT-4o | true",
        "gpt-4o | gpt-4o-mini | false",
        "gpt-4o* | gpt-4o | true",
        "*-mini | gpt-4o-mini | true",
        "*-mini | gpt-4o-mini-2024 | false",
        "a*b*c | aXbYbc | true",
        "a*b*c | acb | false",
        "gpt.4 | gpt-4 | false",
        "[a] | a | false",
        "gpt-*, o3* | o3-pro | true",
        "gpt-*, o3* | o1 | false",
        "!*-audio* | gpt-4o | true",
        "!*-audio* | gpt-4o-audio-preview | false",
        "all, ! o3* | o3 | false",
        "gpt-*, !gpt-*, gpt-4 | gpt-4 | false",
      })
  void match(String globs, String name, boolean expected) {
    assertThat(Globs.parse(globs).match(name)).isEqualTo(expected);
  }

  @Property
  void aGlobIsTheRegularExpressionWithStarsInIt(
      @ForAll @Chars('*') @CharRange(from = 'a', to = 'b') @StringLength(max = 8) String glob,
      @ForAll @CharRange(from = 'a', to = 'b') @StringLength(max = 12) String text) {
    assertThat(Globs.matches(glob, text)).isEqualTo(Pattern.matches(glob.replace("*", ".*"), text));
  }

  @Test
  @Timeout(5)
  void manyStarsAreNoTrap() {
    String glob = "*a".repeat(50) + "b";

    assertThat(Globs.parse(glob).match("a".repeat(10_000))).isFalse();
  }

  @Test
  void aListPrintsAsItWasWritten() {
    assertThat(Globs.parse(" gpt-*, !x ")).hasToString("gpt-*, !x");
  }

  @Test
  void aModelsLifetimeIsThatOfTheFirstGlobThatMatches() {
    ModelTtl ttl =
        new ModelTtl(
            java.util.List.of(
                new ModelTtl.Rule("gpt-4o*", Duration.ofMinutes(1)),
                new ModelTtl.Rule("gpt-*", Duration.ofMinutes(2))),
            Duration.ofMinutes(3));

    assertThat(ttl.of("GPT-4O-mini")).isEqualTo(Duration.ofMinutes(1));
    assertThat(ttl.of("gpt-5")).isEqualTo(Duration.ofMinutes(2));
    assertThat(ttl.of("")).isEqualTo(Duration.ofMinutes(3));
  }
}
