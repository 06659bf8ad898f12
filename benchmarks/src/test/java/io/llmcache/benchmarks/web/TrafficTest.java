package io.llmcache.benchmarks.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.benchmarks.web.Traffic.Asked;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TrafficTest {

  private static final int REQUESTS = 20_000;

  @Test
  void isTheSameEachTime() {
    assertThat(new Traffic().next(REQUESTS)).isEqualTo(new Traffic().next(REQUESTS));
  }

  @Test
  void aTextMeansOneQuestion() {
    Map<String, Integer> meant = new HashMap<>();

    for (Asked asked : new Traffic().next(REQUESTS)) {
      Integer before = meant.put(asked.text(), asked.number());
      assertThat(before).as(asked.text()).isIn(null, asked.number());
    }
  }

  @Test
  void aThirdOfWhatWasAskedBeforeComesInOtherWords() {
    Set<Integer> known = new HashSet<>();
    int again = 0;
    int otherwise = 0;

    for (Asked asked : new Traffic().next(REQUESTS)) {
      if (!known.add(asked.number())) {
        again++;
        otherwise += asked.text().equals(Questions.plain(asked.number())) ? 0 : 1;
      }
    }

    assertThat((double) otherwise / again).isBetween(0.3, 0.37);
  }

  @Test
  void newWordsAreNew() {
    Traffic traffic = new Traffic();
    Set<String> before = new HashSet<>();
    traffic.next(REQUESTS).forEach(asked -> before.add(asked.text()));

    List<Asked> later = traffic.inNewWords(500);

    assertThat(later).extracting(Asked::text).doesNotContainAnyElementsOf(before);
    assertThat(later).extracting(Asked::text).doesNotHaveDuplicates();
  }
}
