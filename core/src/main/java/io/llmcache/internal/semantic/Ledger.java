package io.llmcache.internal.semantic;

import io.llmcache.spi.CacheKey;
import io.llmcache.spi.Likeness;
import io.llmcache.spi.SemanticReport;
import io.llmcache.spi.SemanticReport.Comparisons;
import io.llmcache.spi.SemanticReport.Judgements;
import io.llmcache.spi.SemanticReport.Sample;
import io.llmcache.spi.Usage;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts what answers by meaning did, and keeps the last pairs. Bounded; thread-safe. */
public final class Ledger {

  /** What became of a pair. */
  public enum Outcome {
    HIT("hit"),
    WOULD_HIT("would-hit"),
    NEAR_MISS("near-miss");

    private final String label;

    Outcome(String label) {
      this.label = label;
    }

    /** As events and samples write it. */
    public String label() {
      return label;
    }
  }

  private static final int MOST_SAMPLES = 200;
  private static final int MOST_ENTRIES = 1_000;
  private static final int SHOWN_ENTRIES = 50;
  private static final int MOST_REASONS = 100;

  private final Map<String, Long> notServed = new TreeMap<>();
  private final Map<String, Long> vetoes = new TreeMap<>();
  private final Map<Outcome, Tally> compared = new TreeMap<>();
  private final Tally judged = new Tally();
  private final Deque<Sample> samples = new ArrayDeque<>();
  private final Map<CacheKey, Tally> entries = new Eldest();
  private final Map<Outcome, Long> counts = new TreeMap<>();
  private long searched;
  private long tokens;
  private double money;
  private long wrong;

  /** A question was looked for. */
  public synchronized void searched() {
    searched++;
  }

  /** It was or would have been answered, at no cost of these tokens. */
  public synchronized void answered(Outcome outcome, Likeness pair, Usage saved, double price) {
    counts.merge(outcome, 1L, Long::sum);
    tokens += Math.max(0, saved.promptTokens()) + Math.max(0, saved.completionTokens());
    money += price;
    if (outcome == Outcome.HIT) {
      sample(new Sample(outcome.label(), pair, ""));
    }
  }

  /** It was not answered. */
  public synchronized void notServed(String why) {
    count(notServed, why);
  }

  /** A guard refused a neighbour. */
  public synchronized void vetoed(String guard) {
    count(vetoes, guard);
  }

  /** The answer of a neighbour was compared with the live one. */
  public synchronized void compared(Outcome outcome, Likeness pair, Agreement agreement) {
    compared.computeIfAbsent(outcome, any -> new Tally()).add(agreement);
    entries.computeIfAbsent(pair.stored(), any -> new Tally()).add(agreement);
    sample(new Sample(outcome.label(), pair, agreement.name().toLowerCase(java.util.Locale.ROOT)));
  }

  /** AGREE is a yes, DISAGREE a no, UNCLEAR a failure. */
  public synchronized void judged(Agreement verdict) {
    judged.add(verdict);
  }

  /** A caller said that a hit was wrong. */
  public synchronized void wrong() {
    wrong++;
  }

  /** All of it, at one time. */
  public synchronized SemanticReport report() {
    return new SemanticReport(
        searched,
        counts.getOrDefault(Outcome.HIT, 0L),
        counts.getOrDefault(Outcome.WOULD_HIT, 0L),
        tokens,
        money,
        Map.copyOf(notServed),
        Map.copyOf(vetoes),
        comparisons(Outcome.WOULD_HIT),
        comparisons(Outcome.NEAR_MISS),
        new Judgements(judged.agree, judged.disagree, judged.unclear),
        wrong,
        worst(),
        List.copyOf(samples));
  }

  private Comparisons comparisons(Outcome outcome) {
    Tally tally = compared.getOrDefault(outcome, new Tally());
    return new Comparisons(tally.agree, tally.disagree, tally.unclear);
  }

  private List<SemanticReport.Entry> worst() {
    return entries.entrySet().stream()
        .map(
            entry ->
                new SemanticReport.Entry(
                    entry.getKey(), entry.getValue().agree, entry.getValue().disagree))
        .sorted(Comparator.comparingLong(SemanticReport.Entry::disagree).reversed())
        .limit(SHOWN_ENTRIES)
        .toList();
  }

  private void sample(Sample sample) {
    samples.addLast(sample);
    if (samples.size() > MOST_SAMPLES) {
      samples.removeFirst();
    }
  }

  private static void count(Map<String, Long> counts, String reason) {
    boolean full = counts.size() >= MOST_REASONS && !counts.containsKey(reason);
    counts.merge(full ? "other" : reason, 1L, Long::sum);
  }

  private static final class Tally {

    private long agree;
    private long disagree;
    private long unclear;

    void add(Agreement agreement) {
      switch (agreement) {
        case AGREE -> agree++;
        case DISAGREE -> disagree++;
        case UNCLEAR -> unclear++;
      }
    }
  }

  /** The one that was compared longest ago goes first. */
  private static final class Eldest extends LinkedHashMap<CacheKey, Tally> {

    private static final long serialVersionUID = 1;

    Eldest() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<CacheKey, Tally> eldest) {
      return size() > MOST_ENTRIES;
    }
  }
}
