package io.llmcache.internal.engine;

import io.llmcache.exchange.CacheStatus;
import io.llmcache.internal.engine.TieredLookup.Found;
import io.llmcache.internal.policy.Verdict;
import io.llmcache.spi.StoredReply;
import io.llmcache.spi.Tier;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What is stored of a batch.
 *
 * @param found for each part
 */
record Stock(Batch batch, List<@Nullable Found> found) {

  /** As if nothing were stored. */
  static Stock empty(Batch batch) {
    return of(batch, part -> null);
  }

  /** Looks every part up. */
  static Stock of(Batch batch, Function<Exchange, @Nullable Found> lookUp) {
    List<@Nullable Found> found = new ArrayList<>(batch.parts().size());
    batch.parts().forEach(part -> found.add(lookUp.apply(part)));
    return new Stock(batch, found);
  }

  /** Looks those up again, at once, that are missing. */
  Stock again(Function<Exchange, @Nullable Found> lookUp) {
    List<@Nullable Found> better = new ArrayList<>(found);
    for (int part : missing()) {
      Found other = lookUp.apply(batch.parts().get(part));
      if (other != null && other.usable()) {
        better.set(part, other);
      }
    }
    return new Stock(batch, better);
  }

  /** Looks all up again, later; what stands in does so still. */
  Stock later(Batch now, Function<Exchange, @Nullable Found> lookUp) {
    List<@Nullable Found> anew = new ArrayList<>(of(now, lookUp).found());
    for (int part : missing()) {
      if (anew.get(part) == null) {
        anew.set(part, found.get(part));
      }
    }
    return new Stock(now, anew);
  }

  /** The parts that nothing usable is stored for. */
  List<Integer> missing() {
    List<Integer> missing = new ArrayList<>();
    for (int part = 0; part < found.size(); part++) {
      if (!isUsable(found.get(part))) {
        missing.add(part);
      }
    }
    return missing;
  }

  boolean complete() {
    return missing().isEmpty();
  }

  private static boolean isUsable(@Nullable Found one) {
    return one != null && one.usable();
  }

  private static boolean standsIn(@Nullable Found one) {
    return one != null && (one.usable() || one.verdict().standsIn());
  }

  /** Whether each part may be served if fresh ones are fetched meanwhile. */
  boolean servesMeanwhile() {
    return found.stream()
        .allMatch(
            one ->
                one != null
                    && (one.usable() || one.verdict().use() == Verdict.Use.WHILE_REVALIDATING));
  }

  /** The answer, or null if something is missing, or the parts do not go together. */
  @Nullable StoredReply answer(Events events) {
    return joinedIf(Stock::isUsable, events);
  }

  /** The answer for the case that the upstream fails, or null. */
  @Nullable StoredReply standIn(Events events) {
    return joinedIf(Stock::standsIn, events);
  }

  private @Nullable StoredReply joinedIf(Predicate<@Nullable Found> good, Events events) {
    List<StoredReply> replies = new ArrayList<>();
    for (Found one : found) {
      if (!good.test(one)) {
        return null;
      }
      replies.add(Objects.requireNonNull(one).reply());
    }
    try {
      return JoinedAnswer.of(batch, replies);
    } catch (RuntimeException e) {
      events.fault(batch.format().id(), e);
      return null;
    }
  }

  /** The tier that is farthest of those where something was found. */
  Tier farthest() {
    boolean far = found.stream().anyMatch(one -> one != null && one.tier() == Tier.L2);
    return far ? Tier.L2 : Tier.L1;
  }

  /** Cache-Status for a call that is to fetch what is missing. */
  String forwardStatus() {
    long known = batch.places().stream().filter(part -> isUsable(found.get(part))).count();
    if (known > 0) {
      return CacheStatus.partial((int) known, batch.places().size());
    }
    Found refused = found.stream().filter(Objects::nonNull).findFirst().orElse(null);
    return refused == null ? CacheStatus.miss() : CacheStatus.stale(refused.verdict().reason());
  }
}
