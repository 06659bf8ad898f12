package io.llmcache.samples.assistant;

import io.llmcache.samples.assistant.CacheStatus.Outcome;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;

/**
 * The account of one answer: where it came from, how long it took, and what it cost or saved.
 *
 * @param money US dollars that the provider asks for an answer of this size
 */
record Receipt(CacheStatus cache, long firstMillis, long totalMillis, Usage usage, double money) {

  boolean saved() {
    return cache.outcome().saved();
  }

  boolean missed() {
    return cache.outcome() == Outcome.MISS;
  }

  JsonObjectBuilder toJson() {
    return Json.createObjectBuilder()
        .add("cache", cache.outcome().word())
        .add("detail", cache.detail())
        .add("saved", saved())
        .add("firstMillis", firstMillis)
        .add("totalMillis", totalMillis)
        .add("promptTokens", usage.promptTokens())
        .add("completionTokens", usage.completionTokens())
        .add("money", money);
  }
}
