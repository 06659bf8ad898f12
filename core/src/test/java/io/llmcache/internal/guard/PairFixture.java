package io.llmcache.internal.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** A pair of questions, and whether one answer serves both. */
record PairFixture(boolean same, String one, String other) {

  static Stream<PairFixture> read(String file) throws IOException {
    try (InputStream in = PairFixture.class.getResourceAsStream(file)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return List.of(text.split("\n", -1)).stream()
          .filter(line -> !line.isEmpty())
          .map(PairFixture::of);
    }
  }

  private static PairFixture of(String line) {
    String[] fields = line.split("\t", -1);
    return new PairFixture(fields[0].equals("1"), fields[1], fields[2]);
  }

  void isJudgedBy(Guard guard) {
    if (same) {
      GuardCases.isSilent(guard, one, other);
    } else {
      GuardCases.objects(guard, one, other);
    }
    assertThat(guard.objection(Sentence.of(one), Sentence.of(one))).isNull();
  }
}
