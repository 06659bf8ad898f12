package io.llmcache.spi;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What answers by meaning did, or would have done, on this node since it started.
 *
 * @param searched questions that were looked for by meaning
 * @param hits served by meaning
 * @param wouldHits what would have been, in mode observe
 * @param tokensSaved of those hits and would-be hits, as far as providers counted them
 * @param moneySaved the same by {@code token-prices}
 * @param notServed how often a question was not answered by meaning, by reason
 * @param vetoes how often a neighbour was near enough and refused, by guard
 * @param wouldHitsCompared how the answer that would have been served compares with the live one
 * @param nearMissesCompared the same for the neighbours that were not served
 * @param judged what the judge said of near misses
 * @param wrong hits that callers reported as wrong
 * @param entries the entries whose answers disagreed with live ones most often, worst first
 * @param samples the last pairs, to be read
 */
public record SemanticReport(
    long searched,
    long hits,
    long wouldHits,
    long tokensSaved,
    double moneySaved,
    Map<String, Long> notServed,
    Map<String, Long> vetoes,
    Comparisons wouldHitsCompared,
    Comparisons nearMissesCompared,
    Judgements judged,
    long wrong,
    List<Entry> entries,
    List<Sample> samples) {

  /** Share of the searched questions that were or would have been answered by meaning. */
  public double hitRate() {
    return searched == 0 ? 0 : (hits + wouldHits) / (double) searched;
  }

  /**
   * Share of the would-be hits with a clear comparison whose live answer said something else: an
   * estimate, since two answers of a model to the same question differ too.
   */
  public double suspectedFalseHitRate() {
    long clear = wouldHitsCompared.agree() + wouldHitsCompared.disagree();
    return clear == 0 ? 0 : wouldHitsCompared.disagree() / (double) clear;
  }

  /** The figures in one line. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%d questions, %d hits, %d would-be hits (%.1f %%), suspected false-hit rate %.1f %%,"
            + " %d near misses agree and %d do not, %d vetoes, %d said to be wrong, %d tokens saved",
        searched,
        hits,
        wouldHits,
        100 * hitRate(),
        100 * suspectedFalseHitRate(),
        nearMissesCompared.agree(),
        nearMissesCompared.disagree(),
        vetoes.values().stream().mapToLong(Long::longValue).sum(),
        wrong,
        tokensSaved);
  }

  /** How stored answers compare with live ones. */
  public record Comparisons(long agree, long disagree, long unclear) {}

  /** What a judge said. */
  public record Judgements(long yes, long no, long failed) {}

  /**
   * One entry.
   *
   * @param key its key
   */
  public record Entry(CacheKey key, long agree, long disagree) {}

  /**
   * One pair.
   *
   * @param kind hit, would-hit or near-miss
   * @param agreement agree, disagree or unclear; empty where nothing was compared
   */
  public record Sample(String kind, Likeness likeness, String agreement) {}
}
