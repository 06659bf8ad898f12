package io.llmcache.internal.engine;

import io.llmcache.internal.engine.Sought.Candidate;
import io.llmcache.internal.semantic.Agreement;
import io.llmcache.internal.semantic.AnswerComparison;
import io.llmcache.internal.semantic.QuestionMatcher;
import io.llmcache.spi.AnswerJudge;
import io.llmcache.spi.Meaning;
import io.llmcache.spi.StoredReply;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What is learnt, off the caller's path, when a question goes to the provider although a stored one
 * is near: whether the two answers agree, and what the judge says. Bounded: what does not fit is
 * left. Thread-safe.
 */
final class NearMisses {

  private static final int AT_A_TIME = 2;
  private static final Duration HOUR = Duration.ofHours(1);

  private final BooleanSupplier serves;
  private final QuestionMatcher matcher;
  private final PairNews news;
  private final TieredLookup tiers;
  private final AnswerComparison comparison;
  private final @Nullable AnswerJudge judge;
  private final int judgesPerHour;
  private final Executor executor;
  private final InstantSource clock;
  private final Semaphore comparing = new Semaphore(AT_A_TIME);
  private final Semaphore judging = new Semaphore(AT_A_TIME);
  private Instant hour = Instant.MIN;
  private int judged;

  /**
   * @param serves whether hits are served: else nothing is linked either, and nobody is asked
   * @param judge null: nobody is asked
   */
  NearMisses(
      BooleanSupplier serves,
      QuestionMatcher matcher,
      PairNews news,
      TieredLookup tiers,
      AnswerComparison comparison,
      @Nullable AnswerJudge judge,
      int judgesPerHour,
      Executor executor,
      InstantSource clock) {
    this.serves = serves;
    this.matcher = matcher;
    this.news = news;
    this.tiers = tiers;
    this.comparison = comparison;
    this.judge = judge;
    this.judgesPerHour = judgesPerHour;
    this.executor = executor;
    this.clock = clock;
  }

  /** A question goes to the provider. Does not block. */
  void forwarded(Exchange exchange) {
    Sought sought = exchange.sought();
    Candidate miss = sought == null ? null : sought.nearMiss();
    Meaning asked = exchange.meaning();
    if (judge == null
        || miss == null
        || asked == null
        || miss.match().vetoed()
        || !serves.getAsBoolean()) {
      return;
    }
    if (judging.tryAcquire()) {
      if (mayJudge()) {
        executor.execute(() -> releasing(judging, () -> judge(judge, exchange, miss, asked)));
      } else {
        judging.release();
      }
    }
  }

  private synchronized boolean mayJudge() {
    Instant now = clock.instant();
    if (hour.equals(Instant.MIN) || !now.isBefore(hour.plus(HOUR))) {
      hour = now;
      judged = 0;
    }
    return judged++ < judgesPerHour;
  }

  private void judge(AnswerJudge asked, Exchange exchange, Candidate miss, Meaning mine) {
    StoredReply stored = miss.found().reply();
    Meaning its = stored.meaning();
    String answer = exchange.format().answerText(stored);
    // below the threshold no guard was asked; the judge is, only where none is against it
    double similarity = miss.match().similarity();
    if (its == null
        || answer == null
        || !matcher.assess(its.question(), mine.question(), similarity, 0).hit()) {
      return;
    }
    Agreement verdict = verdict(asked, its.question(), answer, mine.question());
    news.judged(exchange, miss, verdict);
    if (verdict == Agreement.AGREE) {
      tiers.link(exchange, miss.key(), stored, clock.instant());
    }
  }

  private Agreement verdict(AnswerJudge asked, String stored, String answer, String question) {
    try {
      return asked.answers(stored, answer, question) ? Agreement.AGREE : Agreement.DISAGREE;
    } catch (IOException e) {
      news.fault("judge", e);
      return Agreement.UNCLEAR;
    }
  }

  /** The live answer to a question is there. Does not block. */
  void answered(Exchange exchange, StoredReply live) {
    Sought sought = exchange.sought();
    Candidate near = sought == null ? null : sought.best();
    if (near != null && comparing.tryAcquire()) {
      executor.execute(() -> releasing(comparing, () -> compare(exchange, near, live)));
    }
  }

  private void compare(Exchange exchange, Candidate near, StoredReply live) {
    String one = exchange.format().answerText(near.found().reply());
    String other = exchange.format().answerText(live);
    if (one == null || other == null) {
      return;
    }
    try {
      news.compared(exchange, near, comparison.of(one, other));
    } catch (IOException e) {
      news.fault("embedder", e);
    }
  }

  private void releasing(Semaphore semaphore, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      news.fault("semantic", e);
    } finally {
      semaphore.release();
    }
  }
}
