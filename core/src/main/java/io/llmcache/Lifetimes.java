package io.llmcache;

import io.llmcache.settings.ModelTtl;
import java.time.Duration;
import java.util.Locale;

/** Writes lifetimes as an administrator does: {@code 1h (gpt-4o*: 10m)}. */
final class Lifetimes {

  private Lifetimes() {}

  static String of(ModelTtl ttl) {
    StringBuilder said = new StringBuilder(text(ttl.byDefault()));
    String before = " (";
    for (ModelTtl.Rule rule : ttl.rules()) {
      said.append(before).append(rule.glob()).append(": ").append(text(rule.ttl()));
      before = ", ";
    }
    return ttl.rules().isEmpty() ? said.toString() : said.append(')').toString();
  }

  private static String text(Duration time) {
    return time.toString().substring(2).toLowerCase(Locale.ROOT);
  }
}
