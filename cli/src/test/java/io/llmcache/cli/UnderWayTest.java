package io.llmcache.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.testing.Waiting;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class UnderWayTest {

  @Test
  void aCallIsGivenUpInTime() {
    CountDownLatch givenUp = new CountDownLatch(1);
    try (UnderWay underWay = new UnderWay(Duration.ofMillis(1))) {
      var unused = underWay.begin(givenUp::countDown);
      Waiting.on(givenUp, "it was not given up");
    }
  }

  @Test
  void allAreGivenUpButThoseThatAreOver() {
    AtomicInteger first = new AtomicInteger();
    AtomicInteger second = new AtomicInteger();
    try (UnderWay underWay = new UnderWay(Duration.ofHours(1))) {
      var unused = underWay.begin(first::incrementAndGet);
      underWay.begin(second::incrementAndGet).run();
      underWay.giveUp();
    }
    assertThat(first).hasValue(1);
    assertThat(second).hasValue(0);
  }
}
