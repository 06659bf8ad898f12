package io.llmcache.cli.tune;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {

  @Test
  void namesStandLeftAndNumbersRight() {
    TextTable table = new TextTable(List.of("name", "count"));
    table.row(List.of("\u00f6", "1")).row(List.of("\ud83d\ude00\ud83d\ude00 long", "1234567"));
    assertThat(table.text())
        .isEqualTo(
            """
              name        count
              \u00f6               1
              \ud83d\ude00\ud83d\ude00 long   1234567
            """);
  }

  @Test
  void aLongNameIsCut() {
    assertThat(new TextTable(List.of("x")).row(List.of("n".repeat(41))).text())
        .contains("n".repeat(37) + "...\n")
        .doesNotContain("n".repeat(38));
    assertThat(new TextTable(List.of("x")).row(List.of("n".repeat(40))).text())
        .contains("n".repeat(40));
  }
}
