package io.llmcache.cli.tune;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * 2,671 pairs of our own, of more than 200 kinds, with the real model: traps, paraphrases, and
 * questions in other languages. They were written without a look at the guards, and the guards were
 * mended by what passed; so they show what must not get worse, not how guards do on unseen pairs.
 */
class OwnPairsTest {

  private static Findings findings;

  @BeforeAll
  static void measure() throws Exception {
    findings =
        Studies.of(List.of(Path.of(OwnPairsTest.class.getResource("own-pairs.tsv").toURI())));
  }

  private static Counts all(int threshold) {
    return findings.files().rows().get(0).counts().get(threshold);
  }

  @Test
  void hardlyATrapPasses() {
    assertThat(all(0).negatives()).isEqualTo(1778);
    assertThat(all(0).falseHits()).isLessThanOrEqualTo(14);
    assertThat(all(1).falseHits()).isLessThanOrEqualTo(11);
  }

  @Test
  void mostParaphrasesAreHits() {
    assertThat(all(0).positives()).isEqualTo(1165);
    assertThat(all(0).recall()).isGreaterThan(0.78);
    assertThat(all(1).recall()).isGreaterThan(0.65);
  }

  @Test
  void noOtherLanguageIsAnswered() {
    assertThat(findings.pairs())
        .filteredOn(pair -> pair.pair().kind().startsWith("foreign"))
        .hasSizeGreaterThan(100)
        .noneMatch(pair -> pair.hit(0));
  }
}
