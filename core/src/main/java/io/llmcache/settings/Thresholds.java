package io.llmcache.settings;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The least cosine of a match, by model of the request: the first glob that matches wins.
 *
 * @param byDefault where no rule matches; null: the embedder's own, since a cosine means another
 *     thing for each
 */
public record Thresholds(List<Rule> rules, @Nullable Double byDefault) {

  /**
   * @param embedders the embedder's own threshold
   */
  public double of(String model, double embedders) {
    String lower = model.toLowerCase(Locale.ROOT);
    for (Rule rule : rules) {
      if (Globs.matches(rule.glob(), lower)) {
        return rule.threshold();
      }
    }
    return byDefault == null ? embedders : byDefault;
  }

  /** One rule; the glob is in lower case. */
  public record Rule(String glob, double threshold) {}
}
