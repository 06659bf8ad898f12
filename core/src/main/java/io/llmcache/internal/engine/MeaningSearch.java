package io.llmcache.internal.engine;

import io.llmcache.internal.engine.Sought.Candidate;
import io.llmcache.internal.engine.TieredLookup.Found;
import io.llmcache.internal.semantic.Match;
import io.llmcache.internal.semantic.QuestionMatcher;
import io.llmcache.spi.CacheKey;
import io.llmcache.spi.Meaning;
import io.llmcache.spi.SemanticIndex.Neighbour;
import io.llmcache.spi.Vectors;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the stored question whose answer may be served for another. A neighbour is taken for what
 * its own entry says, not for what an index does. Thread-safe.
 */
final class MeaningSearch {

  /** How far below the threshold a neighbour is still a near miss. */
  private static final double NEAR = 0.1;

  private final QuestionMatcher matcher;
  private final MeaningIndexes indexes;
  private final TieredLookup tiers;
  private final WrongPairs wrongPairs;
  private final PairNews news;

  MeaningSearch(
      QuestionMatcher matcher,
      MeaningIndexes indexes,
      TieredLookup tiers,
      WrongPairs wrongPairs,
      PairNews news) {
    this.matcher = matcher;
    this.indexes = indexes;
    this.tiers = tiers;
    this.wrongPairs = wrongPairs;
    this.news = news;
  }

  /**
   * The first hit, else the nearest miss that is near at all, else null. The near tier is asked
   * first. Blocks at most for the tiers' budgets and the second opinion's.
   */
  @Nullable Candidate best(Exchange exchange, Meaning asked, double threshold) {
    Set<CacheKey> seen = new HashSet<>();
    Candidate local = best(exchange, asked, threshold, indexes.near(asked), seen);
    if (local != null && (local.match().hit() || local.match().undecided())) {
      return local;
    }
    Candidate remote = best(exchange, asked, threshold, indexes.shared(asked), seen);
    if (local == null || remote == null) {
      return local == null ? remote : local;
    }
    boolean nearer = local.match().similarity() >= remote.match().similarity();
    return nearer && !remote.match().hit() ? local : remote;
  }

  private @Nullable Candidate best(
      Exchange exchange,
      Meaning asked,
      double threshold,
      List<Neighbour> neighbours,
      Set<CacheKey> seen) {
    Candidate nearest = null;
    Account account = exchange.account();
    if (account != null) {
      neighbours.forEach(neighbour -> account.neighbour(neighbour.similarity(), threshold));
    }
    for (Neighbour neighbour : neighbours) {
      if (neighbour.similarity() < threshold - NEAR || !seen.add(neighbour.key())) {
        continue;
      }
      Candidate candidate = candidate(exchange, asked, neighbour.key(), threshold);
      if (candidate != null && candidate.match().hit()) {
        return candidate;
      }
      nearest = nearest == null ? candidate : nearest;
      if (candidate != null && candidate.match().undecided()) {
        return candidate;
      }
    }
    return nearest;
  }

  /** Null if the entry is gone, may not be used, or is not what the index said. */
  private @Nullable Candidate candidate(
      Exchange exchange, Meaning asked, CacheKey key, double threshold) {
    Found found = tiers.find(exchange, key);
    if (found == null) {
      if (tiers.answers()) {
        indexes.gone(key);
      }
      return null;
    }
    Meaning stored = found.reply().meaning();
    if (!found.usable() || stored == null || !comparable(stored, asked)) {
      return null;
    }
    double similarity = Vectors.similarity(stored.vector(), asked.vector());
    Match match = matcher.assess(stored.question(), asked.question(), similarity, threshold);
    Candidate candidate = new Candidate(key, found, unlessWrong(exchange, key, match));
    if (candidate.match().vetoed()) {
      news.vetoed(exchange, candidate);
    }
    return candidate;
  }

  private static boolean comparable(Meaning stored, Meaning asked) {
    return stored.scope().equals(asked.scope())
        && stored.embedder().equals(asked.embedder())
        && stored.vector().length == asked.vector().length;
  }

  /** A hit that somebody said is wrong is none. */
  private Match unlessWrong(Exchange exchange, CacheKey key, Match match) {
    return match.hit() && wrongPairs.has(key, exchange.key())
        ? new Match(false, match.similarity(), "veto: feedback: said to be wrong")
        : match;
  }
}
