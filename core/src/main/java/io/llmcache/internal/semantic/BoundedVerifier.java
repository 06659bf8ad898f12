package io.llmcache.internal.semantic;

import io.llmcache.spi.PairVerifier;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A verifier with a time budget. No verdict, whyever, is a no. Thread-safe. */
public final class BoundedVerifier implements SecondOpinion {

  static final String LATE = "no verdict in time";

  private final PairVerifier verifier;
  private final Duration budget;
  private final Executor executor;
  private final Consumer<Throwable> faults;

  /**
   * @param executor for work that may block
   * @param faults told of what the verifier throws
   */
  public BoundedVerifier(
      PairVerifier verifier, Duration budget, Executor executor, Consumer<Throwable> faults) {
    this.verifier = verifier;
    this.budget = budget;
    this.executor = executor;
    this.faults = faults;
  }

  @Override
  public @Nullable String objection(String storedQuestion, String askedQuestion) {
    FutureTask<Double> verdict =
        new FutureTask<>(() -> verifier.score(storedQuestion, askedQuestion));
    try {
      executor.execute(verdict);
      double score = verdict.get(budget.toNanos(), TimeUnit.NANOSECONDS);
      return score >= verifier.cutOff() ? null : String.format(Locale.ROOT, "scores %.2f", score);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    } catch (TimeoutException e) {
      verdict.cancel(true);
      return LATE;
    } catch (ExecutionException e) {
      faults.accept(e.getCause() == null ? e : e.getCause());
      return "no verdict";
    }
  }
}
