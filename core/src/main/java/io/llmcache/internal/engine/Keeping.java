package io.llmcache.internal.engine;

import io.llmcache.exchange.Headers;
import io.llmcache.internal.policy.KeptHeaders;
import io.llmcache.internal.policy.StorageVerdict;
import io.llmcache.internal.reply.Recorder;
import io.llmcache.spi.CacheEvent;
import io.llmcache.spi.CacheEvent.Kind;
import io.llmcache.spi.ReplyFacts;
import io.llmcache.spi.StoredReply;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** What becomes of a recorded reply: stored or not, and its followers told. */
final class Keeping implements Recorder.Keeper {

  private final Exchange exchange;
  private final Headers headers;
  private final @Nullable Flight flight;
  private final Backing backing;
  private volatile boolean over;

  Keeping(Exchange exchange, Headers headers, @Nullable Flight flight, Backing backing) {
    this.exchange = exchange;
    this.headers = headers;
    this.flight = flight;
    this.backing = backing;
  }

  /** A reply into which nothing is written for the collapse time-out holds nobody any longer. */
  void watch(Recorder recorder) {
    long before = recorder.writes();
    backing
        .timer()
        .after(
            backing.settings().collapseTimeout(),
            () -> {
              if (over) {
                return;
              }
              if (recorder.writes() == before) {
                recorder.fail(new TimeoutException("the reply did not go on in time"));
              } else {
                watch(recorder);
              }
            });
  }

  @Override
  public void ended(byte @Nullable [] body, ReplyFacts facts) {
    over = true;
    StoredReply stored = null;
    try {
      stored = body == null ? refuse("too-large") : store(body, facts);
    } catch (RuntimeException e) {
      backing.events().fault("store", e);
    }
    if (flight != null && stored != null) {
      flight.serve(stored);
    } else if (flight != null) {
      flight.release();
    }
  }

  private @Nullable StoredReply store(byte[] body, ReplyFacts facts) {
    Duration age = initialAge();
    StorageVerdict verdict = backing.storage().assess(exchange.facts(), facts, age);
    if (!verdict.stores()) {
      return refuse(verdict.refusal());
    }
    Instant now = backing.clock().instant();
    StoredReply reply =
        new StoredReply(
            now,
            age,
            verdict.lifetime(),
            exchange.epoch(),
            exchange.facts().format(),
            exchange.facts().model(),
            exchange.facts().shape(),
            200,
            KeptHeaders.of(headers),
            body,
            facts.usage(),
            Duration.between(exchange.began(), now));
    backing.tiers().store(exchange, reply, now);
    backing
        .events()
        .tell(
            new CacheEvent(Kind.STORED, "", reply.model(), reply.usage(), reply.took().toMillis()));
    return reply;
  }

  private @Nullable StoredReply refuse(String why) {
    backing.events().tell(Kind.NOT_STORED, why);
    return null;
  }

  /** The upstream's Age field in seconds; zero where there is none that can be read. */
  private Duration initialAge() {
    String age = headers.first("Age");
    return age != null && age.trim().matches("\\d{1,9}")
        ? Duration.ofSeconds(Long.parseLong(age.trim()))
        : Duration.ZERO;
  }

  @Override
  public void broken(Throwable cause) {
    over = true;
    refuse("broken-off");
    if (flight != null) {
      flight.handOver();
    }
  }

  @Override
  public void deserted(Recorder recorder) {
    if (!recorder.joinable()) {
      recorder.giveUpIfDeserted();
      return;
    }
    backing
        .timer()
        .after(
            backing.settings().finishAbandoned(),
            () -> {
              if (!over && flight != null && flight.awaited()) {
                deserted(recorder);
              } else {
                recorder.giveUpIfDeserted();
              }
            });
  }
}
