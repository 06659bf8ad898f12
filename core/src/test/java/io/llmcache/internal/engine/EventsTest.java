package io.llmcache.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.spi.CacheEvent;
import io.llmcache.spi.CacheEvent.Kind;
import io.llmcache.spi.CacheListener;
import io.llmcache.testing.RecordingListener;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventsTest {

  private final Events events = new Events(List.of());

  @Test
  void aListenerThatCameLaterIsToldUntilItGoes() {
    RecordingListener told = new RecordingListener();
    events.tell(Kind.MISS, "before");
    Runnable once = events.add(told);
    Runnable twice = events.add(told);

    events.tell(Kind.MISS, "meanwhile");
    once.run();
    once.run();
    events.tell(Kind.MISS, "still");
    twice.run();
    events.tell(Kind.MISS, "after");

    assertThat(told.details(Kind.MISS)).containsExactly("meanwhile", "meanwhile", "still");
  }

  @Test
  void whatAListenerThrowsKeepsNobodyFromBeingTold() {
    RecordingListener told = new RecordingListener();
    events.add(
        event -> {
          throw new IllegalStateException("broken");
        });
    events.add(
        event -> {
          throw new NoClassDefFoundError("absent");
        });
    events.add(told);

    events.tell(Kind.MISS, "");

    assertThat(told.count(Kind.MISS)).isEqualTo(1);
  }

  @Test
  void whatIsToldOnBehalfOfAnotherIsToldApart() {
    List<String> own = new ArrayList<>();
    List<String> others = new ArrayList<>();
    events.add(
        new CacheListener() {
          @Override
          public void on(CacheEvent event) {
            own.add(event.detail());
          }

          @Override
          public void onBehalf(CacheEvent event) {
            others.add(event.detail());
          }
        });

    events.onBehalf(
        () -> {
          events.tell(Kind.MISS, "first");
          return events.onBehalf(
              () -> {
                events.tell(Kind.MISS, "within");
                return true;
              });
        });
    events.tell(Kind.MISS, "own");

    assertThat(others).containsExactly("first", "within");
    assertThat(own).containsExactly("own");
  }
}
