package io.llmcache.cli;

import io.llmcache.LlmCache;
import io.llmcache.cli.common.JobError;
import io.llmcache.exchange.Lease;
import io.llmcache.exchange.Outcome;
import java.time.Duration;

/** Only says what would be done: calls nobody and stores nothing. */
final class DryRun implements Work {

  private final LlmCache cache;
  private final Requests requests;

  DryRun(LlmCache cache, Requests requests) {
    this.cache = cache;
    this.requests = requests;
  }

  @Override
  public Result finish(Job job) throws JobError {
    Outcome outcome = cache.open(requests.of(job).alone());
    if (outcome instanceof Outcome.Forward forward) {
      try (Lease lease = forward.lease()) {
        Outcomes.checkCacheable(lease);
      }
      return new Result(Tally.Kind.TO_DO, Duration.ZERO);
    }
    return new Result(Tally.Kind.HIT, Outcomes.fresh(outcome));
  }
}
