package io.llmcache.itests.soak;

import io.llmcache.exchange.Headers;
import io.llmcache.testing.Answer;
import io.llmcache.testing.Ask;
import io.llmcache.testing.Background;
import io.llmcache.testing.Sender;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Callers of several tenants, each of whom asks and compares what comes with what was asked. An
 * answer to another question or tenant, one with a byte too few, one that is too old, and a failure
 * that is not the provider's are problems.
 */
public final class Traffic {

  private static final int CALLERS = 12;
  private static final int TENANTS = 3;
  private static final int MOST_PROBLEMS = 20;

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final FaultyProvider provider;
  private final Sender gateway;
  private final Sender application;
  private final URI upstream;
  private final Duration oldest;
  private final Popularity popularity = new Popularity();
  private final AtomicLong answers = new AtomicLong();
  private final AtomicLong hits = new AtomicLong();
  private final AtomicLong failures = new AtomicLong();
  private final AtomicLong abandoned = new AtomicLong();
  private final AtomicLong seeds = new AtomicLong();
  private final Queue<String> problems = new ConcurrentLinkedQueue<>();
  private volatile long invalidated;

  /**
   * @param gateway leads to the provider
   * @param application its JAX-RS client, its methods and its own endpoint
   * @param upstream the provider's address
   * @param oldest the greatest age that the settings allow
   */
  public Traffic(
      FaultyProvider provider, Sender gateway, Sender application, URI upstream, Duration oldest) {
    this.provider = provider;
    this.gateway = gateway;
    this.application = application;
    this.upstream = upstream;
    this.oldest = oldest;
  }

  /** Lets all callers ask for so long; returns when each has its last answer. */
  public void run(Duration time) throws InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    List<Future<Boolean>> callers = Background.start(CALLERS, () -> askUntil(end));
    for (Future<Boolean> caller : callers) {
      try {
        caller.get(time.plus(PATIENCE).toSeconds(), TimeUnit.SECONDS);
      } catch (ExecutionException e) {
        problem("a caller failed: " + e.getCause());
      } catch (TimeoutException e) {
        problem("a caller waits for ever");
      }
    }
    provider.forget();
  }

  /** From now on no answer may be from a call that began before. */
  public void invalidated(long lastCall) {
    invalidated = lastCall;
  }

  /** What went wrong, in words; the first ones. */
  public List<String> problems() {
    return List.copyOf(problems);
  }

  public long answers() {
    return answers.get();
  }

  public long hits() {
    return hits.get();
  }

  /** How often callers saw a failure of the provider. */
  public long failures() {
    return failures.get();
  }

  /** How many streams were left in their middle. */
  public long abandoned() {
    return abandoned.get();
  }

  private boolean askUntil(long end) throws InterruptedException {
    RandomGenerator random = new SplittableRandom(seeds.incrementAndGet());
    while (System.nanoTime() - end < 0 && problems.size() < MOST_PROBLEMS) {
      askOnce(random);
    }
    return true;
  }

  private void askOnce(RandomGenerator random) throws InterruptedException {
    Question question = new Question("tenant-" + random.nextInt(TENANTS), popularity.next(random));
    int kind = random.nextInt(100);
    boolean stream = random.nextInt(3) == 0;
    if (kind < 64) {
      check(gateway, question, question.ask(stream), stream);
    } else if (kind < 72) {
      abandon(question);
    } else if (kind < 76) {
      check(gateway, question, question.ask(stream).with("Cache-Control", "no-cache"), stream);
    } else if (kind < 86) {
      check(application, question, throughClient(question.ask(stream)), stream);
    } else if (kind < 94) {
      Ask ask = question.ask(stream);
      check(application, question, ask.to("/" + upstream.getPort() + ask.path()), stream);
    } else if (kind < 99) {
      method(question.number());
    } else {
      get("/shop/change?id=" + question.number());
    }
  }

  private Ask throughClient(Ask ask) {
    return ask.to("/jax-rs")
        .with("X-Relay-Method", "POST")
        .with("X-Relay-Target", upstream + ask.path());
  }

  private void check(Sender sender, Question question, Ask ask, boolean stream)
      throws InterruptedException {
    long began = System.nanoTime();
    long callsBefore = invalidated;
    String status = "no answer";
    String body;
    try (Answer answer = sender.send(ask)) {
      status = answer.status() + " " + answer.cacheStatus();
      hits.addAndGet(answer.isHit() ? 1 : 0);
      body = answer.text();
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      body = e.toString();
    }
    answers.incrementAndGet();
    String wrong = wrong(question, body, stream, callsBefore);
    if (wrong != null && !excused(question, body, began)) {
      problem(question + " through " + ask.path() + ": " + wrong + ": " + status + " " + body);
    }
  }

  private @Nullable String wrong(Question question, String body, boolean stream, long callsBefore) {
    Reply reply = Reply.read(body, stream);
    if (reply == null) {
      return "no whole answer";
    }
    if (!reply.question().equals(question)) {
      return "an answer to " + reply.question();
    }
    if (reply.call() <= callsBefore) {
      return "an answer that was invalidated";
    }
    return System.currentTimeMillis() - reply.millis() > oldest.toMillis() ? "too old" : null;
  }

  /** Whether the provider failed, and the answer is nobody else's. */
  private boolean excused(Question question, String body, long began) {
    Reply other = Reply.read(body, body.startsWith("data:"));
    boolean failed = other == null && provider.failed(question, began);
    failures.addAndGet(failed ? 1 : 0);
    return failed;
  }

  private void abandon(Question question) throws InterruptedException {
    try (Answer answer = gateway.send(question.ask(true))) {
      if (answer.body().read() >= 0) {
        abandoned.incrementAndGet();
      }
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      if (!provider.failed(question, System.nanoTime())) {
        problem(question + " abandoned: " + e);
      }
    }
  }

  private void method(long number) throws InterruptedException {
    String product = get("/shop/product?id=" + number);
    if (!product.startsWith("Product[id=" + number + ",")) {
      problem("product " + number + ": " + product);
    }
    answers.incrementAndGet();
  }

  private String get(String path) throws InterruptedException {
    Ask ask = new Ask("GET", path, Headers.of(Map.of()), new byte[0]);
    try (Answer answer = application.send(ask)) {
      return answer.text();
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      return e.toString();
    }
  }

  private void problem(String text) {
    if (problems.size() < MOST_PROBLEMS) {
      problems.add(text);
    }
  }
}
