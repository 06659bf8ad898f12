package io.llmcache.platform;

import java.util.List;

/** What is counted, by the name it has in Micrometer and OpenTelemetry. */
public enum Figure {
  REQUESTS(
      "llmcache.requests",
      "",
      "Requests by what came of them. One whose call failed, and that got a stale answer, counts as"
          + " miss and as stale.",
      "outcome",
      "tier",
      "kind"),
  BYPASSES("llmcache.bypasses", "", "Requests that the cache kept out of.", "reason"),
  STORED("llmcache.stored", "", "Answers that were stored."),
  NOT_STORED("llmcache.not.stored", "", "Answers that were not stored.", "reason"),
  COLLAPSED("llmcache.collapsed", "", "Requests served with the answer to an identical call."),
  STALE("llmcache.stale", "", "Answers served beyond their lifetime.", "reason"),
  VETOES("llmcache.vetoes", "", "Near enough questions that a guard refused.", "guard"),
  FAULTS(
      "llmcache.faults",
      "",
      "Faults of what the cache uses; none reaches a caller.",
      "tier",
      "where"),
  TOKENS_SAVED("llmcache.tokens.saved", "", "Prompt and completion tokens of served answers."),
  MONEY_SAVED(
      "llmcache.money.saved",
      "",
      "What these tokens would have cost, in the currency of llmcache.token-prices."),
  LATENCY_SAVED(
      "llmcache.latency.saved",
      "seconds",
      "The time that served answers took when they were made.");

  /** Of the gauge that is 1 where a tier answers, and 0 where it is left alone. */
  public static final String TIER_UP = "llmcache.tier.up";

  public static final String TIER_UP_TEXT = "1 where the tier answers, 0 while it is left alone.";

  private final String id;
  private final String unit;
  private final String text;
  private final List<String> tags;

  Figure(String id, String unit, String text, String... tags) {
    this.id = id;
    this.unit = unit;
    this.text = text;
    this.tags = List.of(tags);
  }

  public String id() {
    return id;
  }

  /** Empty where it is a number of things. */
  public String unit() {
    return unit;
  }

  public String text() {
    return text;
  }

  /** Names of its tags; {@link Figures} gives the values in this order. */
  public List<String> tags() {
    return tags;
  }
}
