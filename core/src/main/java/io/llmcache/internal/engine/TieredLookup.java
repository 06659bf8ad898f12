package io.llmcache.internal.engine;

import io.llmcache.internal.policy.ReusePolicy;
import io.llmcache.internal.policy.Verdict;
import io.llmcache.internal.reply.EntryCodec;
import io.llmcache.internal.reply.Reframing;
import io.llmcache.settings.Freshness;
import io.llmcache.spi.CacheKey;
import io.llmcache.spi.Invalidation;
import io.llmcache.spi.Matches;
import io.llmcache.spi.RequestFacts;
import io.llmcache.spi.StoredReply;
import io.llmcache.spi.Tier;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Finds a usable reply in the near tier, then in the shared one, from where it is promoted. Blocks
 * at most for the tiers' budgets. Thread-safe.
 */
public final class TieredLookup {

  private final GuardedStore near;
  private final GuardedStore nearOfAll;
  private final @Nullable GuardedStore shared;
  private final EpochSync sync;
  private final Epochs epochs;
  private final EntryCodec codec;
  private final OpenedEntries opened;
  private final Events events;
  private final Freshness freshness;
  private final ReusePolicy reuse;

  /**
   * @param shared null: there is only the near tier
   */
  public TieredLookup(
      GuardedStore near,
      @Nullable GuardedStore shared,
      EpochSync sync,
      Epochs epochs,
      EntryCodec codec,
      Freshness freshness,
      Events events) {
    this.near = near;
    this.nearOfAll = near.amongNodes();
    this.shared = shared;
    this.sync = sync;
    this.epochs = epochs;
    this.codec = codec;
    this.opened = new OpenedEntries(codec);
    this.freshness = freshness;
    this.reuse = new ReusePolicy(freshness);
    this.events = events;
  }

  /**
   * What was found: usable if one tier has it so, else one that may stand in, else one that was
   * refused, else null.
   */
  @Nullable Found find(Exchange exchange) {
    return find(exchange, exchange.key());
  }

  /** The same for the entry of another key, which answers a question like the exchange's. */
  @Nullable Found find(Exchange exchange, CacheKey key) {
    Found local = findNear(exchange, key);
    if (shared == null || !sync.synced() || (local != null && local.usable())) {
      return local;
    }
    byte[] entry = shared.get(key);
    Found remote = entry == null ? null : judge(exchange, key, entry, Tier.L2);
    if (entry != null && remote != null && remote.usable()) {
      near.fill(key, entry, kept(remote.reply(), exchange.began()));
    }
    boolean localIsBetter = local != null && local.verdict().standsIn();
    return remote == null || (localIsBetter && !remote.usable()) ? local : remote;
  }

  /** Null: there is only the near tier. */
  @Nullable GuardedStore shared() {
    return shared;
  }

  GuardedStore near() {
    return near;
  }

  /** The near tier alone. */
  @Nullable Found findNear(Exchange exchange) {
    return findNear(exchange, exchange.key());
  }

  private @Nullable Found findNear(Exchange exchange, CacheKey key) {
    byte[] entry = sync.canJudge(near) ? near.get(key) : null;
    return entry == null ? null : judge(exchange, key, entry, Tier.L1);
  }

  /**
   * Puts a reply into both tiers; the shared one off the caller's path. Other nodes let go of what
   * their near tiers have once the shared one has it: before that they would fetch the old one
   * again. Does not block. What was invalidated during its call goes into none.
   *
   * @return completes once the shared tier has it, or the near one where that is all; or fails
   */
  CompletableFuture<@Nullable Void> store(CacheKey key, StoredReply reply, Instant now) {
    if (isInvalidated(key, reply)) {
      return CompletableFuture.failedFuture(new CancellationException("it is invalidated"));
    }
    byte[] entry = codec.write(key, reply);
    Duration kept = kept(reply, now);
    if (shared == null) {
      return nearOfAll.put(key, entry, kept);
    }
    near.fill(key, entry, kept);
    return shared
        .put(key, entry, kept)
        .whenComplete((done, failure) -> near.announce(key, entry, kept));
  }

  /**
   * Stores the answer of another entry for the exchange too, unless it has one. It is found by the
   * exchange's key alone, and goes when its origin is invalidated. Blocks for the tiers.
   */
  void link(Exchange exchange, CacheKey origin, StoredReply reply, Instant now) {
    if (find(exchange) == null && findNear(exchange) == null) {
      store(exchange.key(), Link.to(origin, reply), now);
    }
  }

  /** Whether both tiers answer, so that what is not found is not there. */
  boolean answers() {
    return near.answers() && (shared == null || shared.answers());
  }

  /** Beyond its lifetime for as long as it may be served stale. */
  private Duration kept(StoredReply reply, Instant now) {
    return reply.leftAt(now).plus(freshness.grace(reply.lifetime()));
  }

  /** How many entries an invalidation would take away that are served till then. */
  public CompletableFuture<Matches> count(Invalidation what) {
    AtomicLong local = new AtomicLong();
    AtomicLong remote = new AtomicLong();
    CompletableFuture<@Nullable Void> both =
        near.visit((key, entry) -> count(what, key, entry, local));
    if (shared != null) {
      both =
          both.thenCombine(
              shared.visit((key, entry) -> count(what, key, entry, remote)), (a, b) -> null);
    }
    return both.thenApply(done -> new Matches(local.get(), remote.get()));
  }

  private void count(Invalidation what, CacheKey key, byte[] entry, AtomicLong into) {
    StoredReply reply = codec.read(key, entry);
    if (reply != null && !isInvalidated(key, reply) && what.covers(key, reply)) {
      into.incrementAndGet();
    }
  }

  /** Whether an entry will never be served: it is invalidated, or cannot be read. */
  boolean isDead(CacheKey key, byte[] entry) {
    StoredReply reply = codec.read(key, entry);
    return reply == null || isInvalidated(key, reply);
  }

  private boolean isInvalidated(CacheKey key, StoredReply reply) {
    CacheKey origin = Link.origin(reply);
    return reply.epoch() < epochs.lastOf(key, reply)
        || (origin != null && reply.epoch() < epochs.lastOf(origin, reply));
  }

  /** Fetches an entry of the shared tier into the near one; false if it is of no use. */
  boolean promote(CacheKey key, Instant now) {
    byte[] entry = shared == null || !sync.synced() ? null : shared.get(key);
    StoredReply reply = entry == null ? null : codec.read(key, entry);
    if (entry == null || reply == null || isInvalidated(key, reply)) {
      return false;
    }
    near.fill(key, entry, kept(reply, now));
    return true;
  }

  /** Puts a reply into the near tier, reads it back and takes it away again. */
  StoredReply rehearse(CacheKey key, StoredReply reply) {
    nearOfAll.put(key, codec.write(key, reply), reply.lifetime());
    byte[] entry = near.get(key);
    nearOfAll.remove(key);
    StoredReply read = entry == null ? null : codec.read(key, entry);
    return read == null ? reply : read;
  }

  private @Nullable Found judge(Exchange exchange, CacheKey key, byte[] entry, Tier tier) {
    StoredReply reply = tier == Tier.L1 ? opened.read(key, entry) : codec.read(key, entry);
    if (reply == null) {
      events.fault(tier.label() + "-entry", new IOException("not an entry of this version"));
      return null;
    }
    CacheKey origin = Link.origin(reply);
    if (origin != null && !mayFollow(exchange, origin)) {
      return null;
    }
    String model = exchange.facts().model();
    long invalidated = epochs.lastOf(key, model, reply.tags(), reply.tenant());
    if (origin != null) {
      invalidated = Math.max(invalidated, epochs.lastOf(origin, reply));
    }
    Verdict verdict = reuse.assess(reply, exchange.asked(), invalidated, exchange.began());
    if (verdict.use() == Verdict.Use.NONE) {
      return new Found(reply, tier, verdict);
    }
    StoredReply wanted = reframed(exchange, reply);
    return wanted == null
        ? new Found(reply, tier, Verdict.refused(verdict.left(), "other-form"))
        : new Found(wanted, tier, verdict);
  }

  /** Whether the exchange may have an answer that was linked to its key. */
  private boolean mayFollow(Exchange exchange, CacheKey origin) {
    return !exchange.wish().isOff() && !WrongPairs.has(epochs, origin, exchange.key());
  }

  /** The reply in the form that the exchange wants, or null if it cannot be had so. */
  @Nullable StoredReply reframed(Exchange exchange, StoredReply reply) {
    RequestFacts facts = exchange.facts();
    if (reply.form().equals(facts.form())) {
      return reply;
    }
    try {
      return Reframing.of(exchange.format(), facts, reply);
    } catch (RuntimeException e) {
      events.fault(facts.format(), e);
      return null;
    }
  }

  /** A stored reply, where it was, and whether it may be used. */
  record Found(StoredReply reply, Tier tier, Verdict verdict) {

    boolean usable() {
      return verdict.usable();
    }
  }
}
