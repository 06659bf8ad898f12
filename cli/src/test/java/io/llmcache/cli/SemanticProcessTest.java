package io.llmcache.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.cli.semantic.WordsEmbedder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that judge questions, as processes. */
class SemanticProcessTest {

  private static final String PAIR = "{\"a\":\"Is it open?\",\"b\":\"is it open\"}\n";

  @TempDir private Path folder;

  @Test
  void textsAreUtf8WhateverThePlatformSays() {
    String line =
        "{\"a\":\"caf\u00e9 \u4e2d\ud83d\ude00\",\"b\":\"caf\u00e9 \u4e2d\ud83d\ude00\"}\n";
    String other = "{\"a\":\"caf\u00e9\",\"b\":\"caf\u00e8\",\"c\":\"\u4e2d\u56fd\",\"\u4e2d\":}\n";
    try (Cli cli = score().input(line + other)) {
      assertThat(cli.exitCode()).as(cli.err()).isZero();
      assertThat(cli.out().lines().toList().get(0))
          .isEqualTo("{\"hit\":true,\"score\":1.0,\"reason\":\"exact\"}");
      assertThat(cli.out().lines().toList().get(1)).startsWith("{\"error\":\"line 2: ");
    }
  }

  @Test
  void aBadLineEndsNothingUnlessItIsStrict() {
    try (Cli cli = score().input("nonsense\n" + PAIR)) {
      assertThat(cli.exitCode()).as(cli.err()).isZero();
      assertThat(cli.out().lines()).hasSize(2);
    }
    try (Cli cli = score("--strict").input("nonsense\n" + PAIR)) {
      assertThat(cli.exitCode()).as(cli.err()).isEqualTo(1);
      assertThat(cli.out().lines()).hasSize(2);
    }
  }

  @Test
  void notesGoToStandardError() {
    try (Cli cli = score().input("")) {
      assertThat(cli.exitCode()).isZero();
      assertThat(cli.out()).isEmpty();
      assertThat(cli.err()).startsWith("llmcache: words (in process)").hasLineCount(1);
    }
  }

  @Test
  void aCommandThatCannotBeginSaysWhy() {
    assertMisused(score("--threshold", "7").input(""), "--threshold is a cosine");
    assertMisused(score("-Dllmcache.guards-off=nonsense").input(""), "nonsense");
    assertMisused(start("score", "--embedding", "no-such").input(""), "is not available");
    assertMisused(start("tune", "none.tsv").input(""), "none.tsv cannot be read");
  }

  @Test
  void badLinesOfPairsAreNamed() throws IOException {
    Files.writeString(folder.resolve("pairs.tsv"), "a\tb\t1\tk\nc\td\t2\tk\n");
    assertMisused(
        start("tune", "pairs.tsv").input(""), "pairs.tsv:2 has a label that is neither 0 nor 1");
  }

  @Test
  void anEmbedderThatFailsEndsTune() throws IOException {
    Files.writeString(
        folder.resolve("pairs.tsv"), "a\t%s\t1\n".formatted(WordsEmbedder.UNREACHABLE));
    try (Cli cli = start("tune", "pairs.tsv", "--embedding", WordsEmbedder.NAME)) {
      assertThat(cli.exitCode()).isEqualTo(1);
      assertThat(cli.err()).endsWith("llmcache: the embedder cannot be reached\n");
      assertThat(cli.out()).isEmpty();
    }
  }

  @Test
  void tablesGoToStandardOutput() throws IOException {
    Files.writeString(
        folder.resolve("pairs.tsv"), "Is it open?\tis it open\t1\tsame:\u00f6ffnen\n");
    try (Cli cli =
        start("tune", "pairs.tsv", "--embedding", WordsEmbedder.NAME, "--html", "r.html")) {
      assertThat(cli.exitCode()).as(cli.err()).isZero();
      assertThat(cli.out()).startsWith("1 pairs, words (in process), guards on\n");
    }
    assertThat(folder.resolve("r.html")).content().contains("\u00f6ffnen");
  }

  private static void assertMisused(Cli process, String message) {
    try (Cli cli = process) {
      assertThat(cli.exitCode()).as(cli.err()).isEqualTo(2);
      assertThat(cli.err()).startsWith("llmcache: ").contains(message).hasLineCount(1);
      assertThat(cli.out()).isEmpty();
    }
  }

  private Cli score(String... words) {
    List<String> all = new ArrayList<>(List.of("score", "--embedding", WordsEmbedder.NAME));
    all.addAll(List.of(words));
    return start(all.toArray(String[]::new));
  }

  private Cli start(String... words) {
    List<String> program = new ArrayList<>(List.of("-Dfile.encoding=ISO-8859-1"));
    program.addAll(Cli.classes());
    return Cli.start(folder, program, Map.of("LC_ALL", "C"), words);
  }
}
