package io.llmcache.testing;

import static io.llmcache.testing.OpenAiChatFixtures.REQUEST;
import static io.llmcache.testing.OpenAiChatFixtures.STREAM;
import static io.llmcache.testing.OpenAiChatFixtures.STREAM_REQUEST;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;

/** What the tests of a way in need: an upstream, and senders that lead to it. */
public abstract class AdapterFixture {

  /** How a way in may differ, by right. */
  public enum Trait {
    /** A caller whose upstream cannot be reached gets a status of 502 or 504, not an exception. */
    FAILURE_IS_STATUS,
    /** All the same it is the application's own client, and no caller from outside. */
    RELAYS_OWN_CLIENT,
    /** The request goes on as it came: Cache-Control and {@code llmcache-*} are not kept here. */
    PASSES_CACHE_FIELDS,
    /** Its upstream calls ask for all inputs of a batch, also for those that are stored. */
    ASKS_FOR_ALL,
    /** An error is an exception without the reply's header: Retry-After is not seen. */
    ERROR_HAS_NO_HEADER,
    /** Its cache is in another process: time passes by itself. */
    REAL_TIME
  }

  /** A cacheable question. */
  protected static final Ask QUESTION = Ask.chat(REQUEST);

  /** The same, to be answered as a stream. */
  protected static final Ask STREAMED = Ask.chat(STREAM_REQUEST);

  /** {@link OpenAiChatFixtures#STREAM} event by event. */
  protected static final List<String> EVENTS = events(STREAM);

  protected final FakeUpstream upstream = FakeUpstream.start();

  /** The clock of the caches, unless {@link Trait#REAL_TIME}. */
  protected final ManualClock clock = new ManualClock();

  private final List<Sender> senders = new ArrayList<>();

  /**
   * A way in with a cache of its own, empty.
   *
   * @param target where it leads: scheme, host and port, no path
   * @param settings by their whole keys; what the way in needs itself it adds
   */
  protected abstract Sender open(URI target, Map<String, String> settings);

  protected abstract Set<Trait> traits();

  /**
   * What callers get when nobody listens at the upstream, unless {@link Trait#FAILURE_IS_STATUS}.
   */
  protected void checkUnreachable(Throwable thrown) {
    assertThat(thrown).hasRootCauseInstanceOf(ConnectException.class);
  }

  /**
   * Waits until so many requests wait for an identical one. A way in that cannot tell returns at
   * once: what is asserted holds all the same, but less is tried.
   */
  protected void awaitFollowers(int count) {}

  /** Leads to {@link #upstream}, with the default settings. */
  protected final Sender open() {
    return open(Map.of());
  }

  /** Leads to {@link #upstream}. */
  protected final Sender open(Map<String, String> settings) {
    return opened(upstream.uri(), settings);
  }

  /** Leads to any target; closed after the test. */
  protected final Sender opened(URI target, Map<String, String> settings) {
    Sender sender = open(target, settings);
    senders.add(sender);
    return sender;
  }

  /** Settings under which an answer is stale soon, and may stand in for long after that. */
  protected final Map<String, String> shortLived() {
    String lifetime = traits().contains(Trait.REAL_TIME) ? "300ms" : "60s";
    return Map.of("llmcache.cache-ttl", lifetime, "llmcache.stale-if-error", "1h");
  }

  /** Returns when the stored answer to this question is stale. */
  protected final void untilStale(Sender sender, Ask ask) {
    if (!traits().contains(Trait.REAL_TIME)) {
      clock.advance(Duration.ofSeconds(90));
      return;
    }
    Ask fresh = ask.with("Cache-Control", "only-if-cached, stale-if-error=0");
    Waiting.until(() -> status(sender, fresh) == 504, "the answer is still fresh");
  }

  private static int status(Sender sender, Ask ask) {
    return Background.limited(
        () -> {
          try (Answer answer = sender.send(ask)) {
            return answer.status();
          }
        });
  }

  /** Sends with a time limit; an exception is an assertion's cause. */
  protected static Answer send(Sender sender, Ask ask) {
    return Background.limited(() -> sender.send(ask));
  }

  /** Sends and reads to the end, with a time limit. */
  protected static String read(Sender sender, Ask ask) {
    return Background.limited(() -> sender.send(ask).text());
  }

  /** Waits, with a time limit, for as many bytes as {@code expected} has. */
  protected static String next(Answer answer, String expected) {
    return Background.limited(() -> answer.next(expected));
  }

  /** Reads to the end, with a time limit. */
  protected static String text(Answer answer) {
    return Background.limited(answer::text);
  }

  /** Sends on a thread of its own. */
  protected static Future<Answer> sending(Sender sender, Ask ask) {
    return Background.start(() -> sender.send(ask));
  }

  protected static List<String> events(String stream) {
    List<String> events = new ArrayList<>();
    for (String event : stream.split("(?<=\n\n)")) {
      events.add(event);
    }
    return List.copyOf(events);
  }

  @AfterEach
  void endAll() {
    upstream.close();
    senders.forEach(Sender::close);
  }
}
