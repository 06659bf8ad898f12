package io.llmcache.testing;

import io.llmcache.spi.CacheEvent;
import io.llmcache.spi.CacheEvent.Kind;
import io.llmcache.spi.CacheListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers every event. Thread-safe. */
public final class RecordingListener implements CacheListener {

  private final List<CacheEvent> events = new CopyOnWriteArrayList<>();

  @Override
  public void on(CacheEvent event) {
    events.add(event);
  }

  /** All events in the order in which they came. */
  public List<CacheEvent> events() {
    return List.copyOf(events);
  }

  /** The details of the events of one kind, in order. */
  public List<String> details(Kind kind) {
    return events.stream().filter(event -> event.kind() == kind).map(CacheEvent::detail).toList();
  }

  public int count(Kind kind) {
    return details(kind).size();
  }

  public void forget() {
    events.clear();
  }
}
