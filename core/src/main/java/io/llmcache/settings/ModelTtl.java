package io.llmcache.settings;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Lifetime by model: the first glob that matches wins, else the default holds. */
public record ModelTtl(List<Rule> rules, Duration byDefault) {

  /** The lifetime of an answer of this model; never negative. */
  public Duration of(String model) {
    String lower = model.toLowerCase(Locale.ROOT);
    for (Rule rule : rules) {
      if (Globs.matches(rule.glob(), lower)) {
        return rule.ttl();
      }
    }
    return byDefault;
  }

  /** One rule; the glob is in lower case. */
  public record Rule(String glob, Duration ttl) {}
}
