package io.llmcache.internal.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class WordingsTest {

  private final Wordings wordings = new Wordings();

  @Test
  void aTextIsReadOnce() {
    int[] made = new int[1];
    Reading<Integer> reading = new Reading<>(wording -> ++made[0]);

    assertThat(wordings.of("How do I?").read(reading)).isEqualTo(1);
    assertThat(wordings.of("How do I?").read(reading)).isEqualTo(1);
    assertThat(wordings.of("How did I?").read(reading)).isEqualTo(2);
  }

  @Test
  void whatWasNotUsedForLongIsForgotten() {
    Wording popular = wordings.of("popular");
    Wording once = wordings.of("asked once");
    for (int i = 0; i < 5_000; i++) {
      wordings.of("text number " + i);
      assertThat(wordings.of("popular")).isSameAs(popular);
    }

    assertThat(wordings.of("asked once")).isNotSameAs(once);
  }

  @Test
  void aLongTextIsNotKept() {
    String text = "word ".repeat(1_000);

    assertThat(wordings.of(text)).isNotSameAs(wordings.of(text));
    assertThat(wordings.of(text).raw()).isEqualTo(text);
  }

  /** What two texts have in common is known to the pair alone, what a text says to all pairs. */
  @Test
  void severalThreadsCompareOneQuestionWithOthers() throws Exception {
    Guards guards = Guards.all();
    String stored = "How do I change the delivery address of an order of 5 books for my sister?";
    List<String> asked = new ArrayList<>();
    List<Callable<String>> calls = new ArrayList<>();
    for (String one : List.of("change", "cancel", "not change", "WW2", "in French", "\"x\"")) {
      for (int books = 4; books < 7; books++) {
        String text = stored.replace("change", one).replace("5", books + "");
        asked.add(text);
        calls.add(() -> String.valueOf(guards.veto(stored, text)));
      }
    }
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      for (int round = 0; round < 5; round++) {
        List<Future<String>> verdicts = threads.invokeAll(calls);
        for (int i = 0; i < asked.size(); i++) {
          assertThat(verdicts.get(i).get())
              .isEqualTo(String.valueOf(Guards.all().veto(stored, asked.get(i))));
        }
      }
    } finally {
      threads.shutdown();
    }
  }
}
