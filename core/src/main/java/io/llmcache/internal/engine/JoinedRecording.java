package io.llmcache.internal.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcache.exchange.CacheStatus;
import io.llmcache.exchange.ChunkReader;
import io.llmcache.exchange.Headers;
import io.llmcache.exchange.Recording;
import io.llmcache.exchange.Reply;
import io.llmcache.exchange.ReplyBody;
import io.llmcache.internal.reply.Recorder;
import io.llmcache.spi.ReplyFacts;
import io.llmcache.spi.ReplyFacts.Ending;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A reply to a part of what the caller asked. What the caller gets is made of it when it is whole:
 * one that cannot be used is no answer to the caller's request, and does not reach the caller.
 */
final class JoinedRecording implements Recording, Recorder.Keeper {

  private final Recorder.Keeper keeping;
  private final BiFunction<byte[], Reply, @Nullable Reply> join;
  private final @Nullable Supplier<Reply> standIn;
  private final String cacheStatus;
  private final Events events;
  private final CompletableFuture<Reply> decided = new CompletableFuture<>();
  private @Nullable Recorder recorder;
  private @Nullable ChunkReader seat;

  /**
   * @param join the answer and the upstream's own reply to the caller's; null: it cannot be made
   * @param standIn the stale answer; null: there is none
   */
  JoinedRecording(
      Recorder.Keeper keeping,
      BiFunction<byte[], Reply, @Nullable Reply> join,
      @Nullable Supplier<Reply> standIn,
      String cacheStatus,
      Events events) {
    this.keeping = keeping;
    this.join = join;
    this.standIn = standIn;
    this.cacheStatus = cacheStatus;
    this.events = events;
  }

  /** Called once, before anything is written. */
  void begin(Recorder recording) {
    recorder = recording;
    // as long as the caller waits, the answer is wanted
    seat = ((ReplyBody.Live) recording.reply().body()).open();
  }

  private Recorder recorder() {
    return Objects.requireNonNull(recorder);
  }

  /** The upstream's own reply, which the caller does not get. */
  @Override
  public Reply reply() {
    return recorder().reply();
  }

  @Override
  public CompletionStage<Reply> decided() {
    return decided.minimalCompletionStage();
  }

  @Override
  public void write(ByteBuffer chunk) {
    recorder().write(chunk);
    while (seat != null && seat.poll() != null) {
      continue;
    }
  }

  @Override
  public void whenWritable(Runnable resume) {
    recorder().whenWritable(resume);
  }

  @Override
  public void end() {
    recorder().end();
  }

  @Override
  public void fail(Throwable cause) {
    recorder().fail(cause);
  }

  @Override
  public boolean complete() {
    return recorder().complete();
  }

  @Override
  public void whenUnwanted(Runnable cancel) {
    recorder().whenUnwanted(cancel);
  }

  @Override
  public void passed(int length) {
    keeping.passed(length);
  }

  @Override
  public void ended(byte @Nullable [] body, ReplyFacts facts) {
    try {
      keeping.ended(body, facts);
    } finally {
      decide(body != null && facts.ending() == Ending.NATURAL ? joined(body) : null);
    }
  }

  private @Nullable Reply joined(byte[] body) {
    try {
      return join.apply(body, recorder().reply());
    } catch (RuntimeException e) {
      events.fault("join", e);
      return null;
    }
  }

  @Override
  public void broken(Throwable cause) {
    try {
      keeping.broken(cause);
    } finally {
      decide(null);
    }
  }

  @Override
  public void deserted(Recorder running) {
    keeping.deserted(running);
  }

  private void decide(@Nullable Reply reply) {
    if (reply != null) {
      decided.complete(reply);
    } else if (standIn != null) {
      decided.complete(standIn.get());
    } else {
      events.fault("join", new IOException("no usable answer"));
      decided.complete(unusable(cacheStatus));
    }
  }

  private static Reply unusable(String cacheStatus) {
    String text =
        "{\"error\":{\"message\":\"A part of this request is in the cache; the provider was asked"
            + " for the rest, and its answer to that cannot be used.\","
            + "\"type\":\"llmcache\",\"code\":\"unusable_partial_answer\"}}";
    Headers headers =
        Headers.of("Content-Type", "application/json")
            .plus("Cache-Control", "no-store")
            .plus(CacheStatus.FIELD, cacheStatus);
    return new Reply(502, headers, new ReplyBody.Whole(text.getBytes(UTF_8)));
  }
}
