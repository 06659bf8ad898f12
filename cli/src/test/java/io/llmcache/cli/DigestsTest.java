package io.llmcache.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.cli.common.Line;
import java.util.List;
import org.junit.jupiter.api.Test;

class DigestsTest {

  private static final Line LINE = Jobs.line("{}");

  @Test
  void lineAndTargetBothCount() {
    String digest = new Digests(List.of("a", "b")).of(LINE);
    assertThat(digest).matches("[0-9a-f]{32}");
    assertThat(new Digests(List.of("a", "b")).of(LINE)).isEqualTo(digest);
    assertThat(new Digests(List.of("a", "c")).of(LINE)).isNotEqualTo(digest);
    assertThat(new Digests(List.of("a", "b")).of(Jobs.line("{ }"))).isNotEqualTo(digest);
  }
}
