package io.llmcache.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.llmcache.benchmarks.Figure.Wanted;
import io.llmcache.benchmarks.Results.Line;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsTest {

  private static final Results RESULTS =
      Results.of(
          List.of(
              Line.of("key", new Figure("key", "us", 6, "parse", 4, Wanted.atMost(1.4))),
              Line.of("web", new Figure("hits", "1/s", 9, "servlet", 10, Wanted.atLeast(0.7)))),
          List.of("other: broken"));

  @Test
  void theFileReadsBackAsItWas(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("new/results.json");
    RESULTS.write(file);
    assertThat(Results.read(file)).isEqualTo(RESULTS);
    assertThat(Files.readString(file)).contains("\"rivalValue\" : 4.0", "\"met\" : false");
  }

  @Test
  void aMissedRatioSaysSoInTheTable() {
    assertThat(RESULTS.table())
        .contains("| key | us | 6.00 | parse | 4.00 | 1.50x | <= 1.4x | no |")
        .contains("| hits | 1/s | 9.00 | servlet | 10.0 | 0.90x | >= 0.7x | yes |");
  }

  @Test
  void aFigureThatWasNotMeasuredIsNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RESULTS.value("bytes", "entry"))
        .withMessageContaining("\"entry\"")
        .withMessageContaining("--only bytes");
  }

  @Test
  void onlyWhatIsBetweenItsMarkersIsReplacedInThePage() {
    String page =
        "before\n<!-- begin x: made by benchmarks/run --docs -->\nold\n<!-- end x -->\nafter\n";
    assertThat(PerformancePage.replaced(page, "x", "new\n"))
        .isEqualTo(
            "before\n<!-- begin x: made by benchmarks/run --docs -->\n\nnew\n\n<!-- end x -->\nafter\n");
  }
}
