package io.llmcache.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until a test moves it. Thread-safe. */
public final class ManualClock implements InstantSource {

  private Instant now = Instant.parse("2026-01-02T03:04:05Z");

  @Override
  public synchronized Instant instant() {
    return now;
  }

  /** Moves on, or back. */
  public synchronized void advance(Duration by) {
    now = now.plus(by);
  }
}
