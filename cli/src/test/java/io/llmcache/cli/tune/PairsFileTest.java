package io.llmcache.cli.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmcache.cli.common.ConfigError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PairsFileTest {

  @TempDir private Path folder;

  @Test
  void theHeaderAndTheKindMayBeLeftOut() throws IOException {
    Path one = file("one.tsv", "text_a\ttext_b\tlabel\tkind\nA?\ta\u00e9?\t1\tsame:x\n\n");
    Path two = file("two.tsv", "B?\tb?\t0\nC?\tc?\t1\t\n");
    assertThat(PairsFile.readAll(List.of(one, two)))
        .containsExactly(
            new LabelledPair("one.tsv", "A?", "a\u00e9?", true, "same:x"),
            new LabelledPair("two.tsv", "B?", "b?", false, "(none)"),
            new LabelledPair("two.tsv", "C?", "c?", true, "(none)"));
  }

  @Test
  void filesOfTheSameNameAreToldApart() throws IOException {
    Files.createDirectory(folder.resolve("sub"));
    Path one = file("pairs.tsv", "A?\ta?\t1\tk");
    Path two = file("sub/pairs.tsv", "B?\tb?\t1\tk");
    assertThat(PairsFile.readAll(List.of(one, two)))
        .extracting(LabelledPair::file)
        .containsExactly(one.toString(), two.toString());
  }

  @Test
  void eachBadLineIsNamed() throws IOException {
    Path path =
        file("bad.tsv", "A?\ta?\t1\tk\nno tabs\n\n\tb?\t1\tk\nC?\tc?\tyes\tk\na\tb\t1\tk\tx");
    assertThatThrownBy(() -> PairsFile.readAll(List.of(path)))
        .isInstanceOf(ConfigError.class)
        .hasMessage(
            "bad.tsv:2 has 1 columns, not text_a, text_b, label, kind\n"
                + "bad.tsv:4 has an empty text\n"
                + "bad.tsv:5 has a label that is neither 0 nor 1\n"
                + "bad.tsv:6 has 5 columns, not text_a, text_b, label, kind");
  }

  @Test
  void ofManyBadLinesTheFirstTenAreNamed() throws IOException {
    Path path = file("bad.tsv", "x\n".repeat(15));
    assertThatThrownBy(() -> PairsFile.readAll(List.of(path)))
        .hasMessageContaining("bad.tsv:10 has")
        .hasMessageEndingWith("\nand 5 more such lines");
  }

  @Test
  void whatIsNoFileOfPairsIsSaid() throws IOException {
    assertThatThrownBy(() -> PairsFile.readAll(List.of(folder.resolve("none.tsv"))))
        .isInstanceOf(ConfigError.class)
        .hasMessageEndingWith("none.tsv cannot be read (NoSuchFileException).");
    Path empty = file("empty.tsv", "text_a\ttext_b\tlabel\tkind\n");
    assertThatThrownBy(() -> PairsFile.readAll(List.of(empty)))
        .isInstanceOf(ConfigError.class)
        .hasMessageEndingWith("empty.tsv has no pairs.");
    Path latin = folder.resolve("latin.tsv");
    Files.write(latin, "caf\u00e9\tb\t1\tk\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> PairsFile.readAll(List.of(latin)))
        .hasMessage("latin.tsv:1 is not UTF-8");
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
