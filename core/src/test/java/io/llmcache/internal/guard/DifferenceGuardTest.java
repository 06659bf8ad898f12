package io.llmcache.internal.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DifferenceGuardTest {

  private final Guard guard = new DifferenceGuard();

  static Stream<PairFixture> pairs() throws IOException {
    return PairFixture.read("differences.tsv");
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void objectsToDifferentPairsAndToNoOther(PairFixture pair) {
    pair.isJudgedBy(guard);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Is the oven still warm? | Is the oven already warm? | already against still",
        "Why did he throw it at me? | Why did he throw it to me? | at against to",
        "Is it hot in May? | Is it too hot in May? | only one has too",
        "Is this a boring pupil? | Is this a bored pupil? | bored against boring",
        "sort by size then age | sort by age then size | age in another place",
        "What is a pet that may bite? | What is a pet that must bite? | may against must",
        "Can I park in the yard? | Will I park in the yard? | other modals",
        "Does x > y hold? | Does x < y hold? | signs < against >",
      })
  void saysWhatDiffers(String one, String other, String difference) {
    assertThat(guard.objection(Sentence.of(one), Sentence.of(other))).isEqualTo(difference);
    assertThat(guard.objection(Sentence.of(other), Sentence.of(one))).isEqualTo(difference);
  }

  @Test
  void keepsOutOfTextsThatAreWordedAnew() {
    GuardCases.isSilent(
        guard,
        "The zip of the coat that I bought was broken when it arrived, who pays to send it back?",
        "I bought a coat and got it with a broken zip: who pays the postage?");
  }
}
