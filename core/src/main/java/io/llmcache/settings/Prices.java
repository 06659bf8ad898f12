package io.llmcache.settings;

import java.util.List;
import java.util.Locale;

/** What tokens cost, by model: the first glob that matches wins. In any currency. */
public record Prices(List<Rule> rules) {

  /**
   * What so many tokens cost; 0 where no rule matches.
   *
   * @param promptTokens negative: unknown
   * @param completionTokens negative: unknown
   */
  public double of(String model, long promptTokens, long completionTokens) {
    String lower = model.toLowerCase(Locale.ROOT);
    for (Rule rule : rules) {
      if (Globs.matches(rule.glob(), lower)) {
        return (Math.max(0, promptTokens) * rule.perMillionPrompt()
                + Math.max(0, completionTokens) * rule.perMillionCompletion())
            / 1e6;
      }
    }
    return 0;
  }

  /** One rule; the glob is in lower case, the prices are for a million tokens. */
  public record Rule(String glob, double perMillionPrompt, double perMillionCompletion) {}
}
