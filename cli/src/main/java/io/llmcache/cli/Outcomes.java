package io.llmcache.cli;

import io.llmcache.cli.common.JobError;
import io.llmcache.exchange.CacheStatus;
import io.llmcache.exchange.Lease;
import io.llmcache.exchange.Outcome;
import io.llmcache.exchange.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what the engine says. */
final class Outcomes {

  private static final Pattern HIT = Pattern.compile("llmcache; hit; ttl=(\\d+)\\b.*");

  private Outcomes() {}

  /** Waits for an identical request that is in flight, if there is one. */
  static Outcome settled(Outcome outcome) throws InterruptedException {
    Outcome at = outcome;
    while (at instanceof Outcome.Follow follow) {
      try {
        at = follow.next().get();
      } catch (ExecutionException e) {
        throw new IllegalStateException("a follower's future never fails", e);
      }
    }
    return at;
  }

  /**
   * For how long the reply is served from the shared tier; negative where it did not come from
   * there, or there is none. Reads the reply to its end, and so waits for it.
   */
  static Duration fresh(Outcome outcome) {
    return outcome instanceof Outcome.Served served
        ? fresh(served.reply())
        : Duration.ofSeconds(-1);
  }

  private static Duration fresh(Reply reply) {
    try (InputStream body = reply.body().stream()) {
      body.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // another line's call broke off, and says so there
    }
    Matcher hit = HIT.matcher(String.valueOf(reply.headers().first(CacheStatus.FIELD)));
    return Duration.ofSeconds(hit.matches() ? Long.parseLong(hit.group(1)) : -1);
  }

  /**
   * @throws JobError if the cache keeps out of the request
   */
  static void checkCacheable(Lease lease) throws JobError {
    if (!lease.records()) {
      throw new JobError(Explanation.ofBypass(lease.cacheStatus()));
    }
  }
}
