package io.llmcache.cli;

import io.llmcache.LlmCache;
import io.llmcache.cli.Trouble.Remedy;
import io.llmcache.cli.common.JobError;
import io.llmcache.exchange.CacheRequest;
import io.llmcache.exchange.Lease;
import io.llmcache.exchange.Outcome;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that a request's answer is in the shared tier: asks the cache, then the source, and
 * then the cache again, since only what others will be served counts.
 */
final class Warmer implements Work {

  /** Whether stored answers are kept. */
  enum Stored {
    KEPT,
    REPLACED
  }

  private final LlmCache cache;
  private final Requests requests;
  private final Stored stored;
  private final Source source;
  private final Reasons reasons;
  private final Pacing pacing;

  /**
   * @param reasons listens to the cache
   */
  Warmer(
      LlmCache cache,
      Requests requests,
      Stored stored,
      Source source,
      Reasons reasons,
      Pacing pacing) {
    this.cache = cache;
    this.requests = requests;
    this.stored = stored;
    this.source = source;
    this.reasons = reasons;
    this.pacing = pacing;
  }

  @Override
  public Result finish(Job job) throws JobError, InterruptedException {
    CacheRequest request = stored == Stored.KEPT ? requests.of(job) : requests.replacing(job);
    for (int attempt = 0; ; attempt++) {
      reasons.clear();
      Outcome outcome = Outcomes.settled(cache.open(request));
      Duration fresh = Outcomes.fresh(outcome);
      if (!fresh.isNegative()) {
        return new Result(Tally.Kind.HIT, fresh);
      }
      Trouble trouble =
          outcome instanceof Outcome.Forward forward
              ? ask(job, request, forward.lease())
              : new Trouble("the answer to the same question was not stored", Remedy.AGAIN);
      if (trouble == null) {
        return verified(job);
      }
      if (!pacing.again(trouble, attempt)) {
        throw trouble.error();
      }
    }
  }

  private @Nullable Trouble ask(Job job, CacheRequest request, Lease lease)
      throws JobError, InterruptedException {
    try (lease) {
      Outcomes.checkCacheable(lease);
      String fault = reasons.sharedTierFault();
      return fault.isEmpty()
          ? source.answer(job, request, lease)
          : new Trouble("the shared tier cannot be asked: " + fault, Remedy.AGAIN_OR_END);
    }
  }

  private Result verified(Job job) throws JobError {
    Outcome outcome = cache.open(requests.of(job).alone());
    Duration fresh = Outcomes.fresh(outcome);
    if (!fresh.isNegative()) {
      return new Result(Tally.Kind.STORED, fresh);
    }
    if (outcome instanceof Outcome.Forward forward) {
      forward.lease().close();
    }
    if (!reasons.notStored().isEmpty()) {
      throw new JobError(Explanation.ofNotStored(reasons.notStored()));
    }
    String fault = reasons.sharedTierFault();
    throw new JobError(
        "the shared tier did not keep the answer" + (fault.isEmpty() ? "" : ": " + fault), true);
  }
}
