package io.llmcache.itests.observed;

import io.llmcache.spi.CacheEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Observes the cache, as any bean may. */
@ApplicationScoped
public class ObservingBean {

  private final Queue<String> seen = new ConcurrentLinkedQueue<>();

  void on(@Observes CacheEvent event) {
    seen.add(event.kind() + " " + event.detail());
  }

  void later(@ObservesAsync CacheEvent event) {
    seen.add("later " + event.kind() + " " + event.detail());
  }

  /** A line for each event. */
  public String seen() {
    return String.join("\n", seen);
  }
}
