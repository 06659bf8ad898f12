package io.llmcache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.LlmCache;
import io.llmcache.exchange.Outcome;
import io.llmcache.exchange.Reply;
import io.llmcache.spi.CacheEvent.Kind;
import io.llmcache.spi.Invalidation;
import io.llmcache.spi.ResponseStore;
import io.llmcache.spi.Tier;
import io.llmcache.testing.Calls;
import io.llmcache.testing.FakeEmbedder;
import io.llmcache.testing.RecordingListener;
import io.llmcache.testing.Waiting;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A whole cache on Redis, whose callers get an answer to their own question or fail the test. The
 * provider answers each question with a number that grows, so that an old answer is known as one.
 */
final class Node implements AutoCloseable {

  private static final AtomicInteger CALLS = new AtomicInteger();
  private static final AtomicInteger QUESTIONS = new AtomicInteger();

  private final LlmCache cache;
  private final RecordingListener listener = new RecordingListener();
  private final List<String> warnings = new CopyOnWriteArrayList<>();
  private final ResponseStore store;

  Node(URI url, String namespace) {
    this(url, Map.of("llmcache.namespace", namespace));
  }

  Node(URI url, Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(Map.of("llmcache.redis-timeout", "1s"));
    settings.putAll(more);
    store = Redis.store(url, settings, warnings::add);
    cache =
        LlmCache.builder(Redis.settings(url, settings))
            .store(Tier.L2, store)
            .listener(listener)
            .embedder(settings.containsKey("llmcache.embedding") ? new FakeEmbedder() : null)
            .build();
  }

  /** An answer, and the status that came with it: empty if the provider was asked. */
  record Answered(String question, int number, String status) {

    boolean isHit() {
      return status.contains("; hit");
    }

    boolean isShared() {
      return isHit() && status.contains("detail=l2");
    }
  }

  Answered ask(String question) {
    return ask(question, question);
  }

  /** The same where the answer to the other question will do. */
  Answered ask(String question, String other) {
    Outcome outcome = cache.open(Calls.asking(question));
    while (outcome instanceof Outcome.Follow follow) {
      outcome = Waiting.on(follow.next());
    }
    String status = "";
    String body;
    if (outcome instanceof Outcome.Served served) {
      Reply reply = served.reply();
      status = Calls.status(reply);
      body = Calls.text(reply);
    } else {
      body = replyTo(question, CALLS.incrementAndGet());
      Calls.answer(Calls.lease(outcome), 200, Calls.JSON, body);
    }
    String mine = "Answer to " + question + " number ";
    String begin = body.contains(mine) ? mine : "Answer to " + other + " number ";
    assertThat(body).contains(begin);
    String rest = body.substring(body.indexOf(begin) + begin.length());
    return new Answered(question, Integer.parseInt(rest.substring(0, rest.indexOf('.'))), status);
  }

  private static String replyTo(String question, int number) {
    return """
        {"id":"c-%2$d","object":"chat.completion","created":1760000000,"model":"gpt-4o-mini",
        "choices":[{"index":0,"message":{"role":"assistant","content":"Answer to %1$s number %2$d."},
        "logprobs":null,"finish_reason":"stop"}],
        "usage":{"prompt_tokens":3,"completion_tokens":5,"total_tokens":8}}
        """
        .formatted(question, number);
  }

  static String newQuestion() {
    return "question " + QUESTIONS.incrementAndGet();
  }

  /**
   * Asks new questions until the other node finds in Redis what this one has stored. Both then have
   * that answer in their near tiers.
   */
  Answered awaitSharing(Node other) {
    AtomicReference<Answered> shared = new AtomicReference<>();
    Waiting.until(
        () -> {
          String question = newQuestion();
          int stored = ask(question).number();
          Redis.succeeds(store.ping());
          Answered found = other.ask(question);
          if (found.isShared() && found.number() == stored) {
            shared.set(found);
          }
          return shared.get() != null;
        },
        "the shared tier is not used");
    return shared.get();
  }

  void invalidate(Invalidation what) {
    cache.invalidate(what);
  }

  ResponseStore store() {
    return store;
  }

  /** What an administrator was told. */
  List<String> warnings() {
    return List.copyOf(warnings);
  }

  int count(Kind kind) {
    return listener.count(kind);
  }

  /** The faults of these calls, such as {@code l2-put}. */
  long faults(String where) {
    return listener.details(Kind.FAULT).stream()
        .filter(detail -> detail.startsWith(where + ":"))
        .count();
  }

  @Override
  public void close() {
    cache.close();
  }
}
