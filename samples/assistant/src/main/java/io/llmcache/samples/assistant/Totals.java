package io.llmcache.samples.assistant;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.Json;
import jakarta.json.JsonObject;

/** The running total since the application started. Thread-safe. */
@ApplicationScoped
public class Totals {

  private long questions;
  private long hits;
  private long misses;
  private long tokensSaved;
  private double moneySaved;
  private long missMillis;
  private long hitMillis;

  /** Adds one answer. */
  synchronized void add(Receipt receipt) {
    questions++;
    if (receipt.saved()) {
      hits++;
      tokensSaved += receipt.usage().total();
      moneySaved += receipt.money();
      hitMillis += receipt.totalMillis();
    } else if (receipt.missed()) {
      misses++;
      missMillis += receipt.totalMillis();
    }
  }

  synchronized JsonObject toJson() {
    return Json.createObjectBuilder()
        .add("questions", questions)
        .add("hits", hits)
        .add("misses", misses)
        .add("tokensSaved", tokensSaved)
        .add("moneySaved", moneySaved)
        .add("secondsSaved", secondsSaved())
        .build();
  }

  /** Measured against the mean of the misses seen here; without one there is nothing to claim. */
  private double secondsSaved() {
    if (misses == 0) {
      return 0;
    }
    double usualMillis = (double) missMillis / misses;
    return Math.max(0, hits * usualMillis - hitMillis) / 1000;
  }
}
