package io.llmcache.itests.soak;

import static io.llmcache.testing.OpenAiChatFixtures.bytes;

import io.llmcache.exchange.Headers;
import io.llmcache.testing.SeenRequest;
import io.llmcache.testing.UpstreamAnswer;
import io.llmcache.testing.Wire;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/** Answers each question, but one call in twenty fails: refused, broken or cut off. */
public final class FaultyProvider implements UpstreamAnswer {

  private static final int FAILS_ONE_IN = 20;
  private static final int PIECES = 4;
  private static final Pattern STREAM = Pattern.compile("\"stream\"\\s*:\\s*true");
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  /** How long a failure may take on its way to those who asked, on a busy machine. */
  private static final long WAY_NANOS = TimeUnit.SECONDS.toNanos(20);

  private final AtomicLong calls = new AtomicLong();
  private final AtomicLong failures = new AtomicLong();
  private final AtomicInteger busy = new AtomicInteger();
  private final Map<Question, Long> failed = new ConcurrentHashMap<>();

  @Override
  public void to(SeenRequest request, Wire wire) throws IOException {
    busy.incrementAndGet();
    Question question = Question.of(request);
    Reply reply = new Reply(question, calls.incrementAndGet(), System.currentTimeMillis());
    boolean stream = STREAM.matcher(request.text()).find();
    try {
      if (mixed(reply.call()) % FAILS_ONE_IN == 0) {
        fail(reply, stream, wire);
      } else if (stream) {
        stream(bytes(reply.body(true)), wire);
      } else {
        wire.whole(200, json(), bytes(reply.body(false)));
      }
    } finally {
      busy.decrementAndGet();
    }
  }

  private void fail(Reply reply, boolean stream, Wire wire) throws IOException {
    failures.incrementAndGet();
    failed.put(reply.question(), System.nanoTime());
    byte[] refusal = bytes(Reply.refusal(reply.question()));
    switch ((int) (mixed(reply.call()) / FAILS_ONE_IN % 4)) {
      case 0 -> wire.whole(500, json(), refusal);
      case 1 -> {
        if (stream) {
          byte[] body = bytes(reply.body(true));
          wire.head(200, UpstreamAnswer.eventStream());
          wire.chunk(Arrays.copyOf(body, body.length / 2));
        }
        wire.cut();
      }
      default -> wire.whole(429, json().plus("Retry-After", "1"), refusal);
    }
    failed.put(reply.question(), System.nanoTime());
  }

  private static void stream(byte[] body, Wire wire) throws IOException {
    wire.head(200, UpstreamAnswer.eventStream());
    for (int piece = 0; piece < PIECES; piece++) {
      int from = body.length * piece / PIECES;
      wire.chunk(Arrays.copyOfRange(body, from, body.length * (piece + 1) / PIECES));
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    wire.end();
  }

  private static Headers json() {
    return Headers.of("Content-Type", "application/json");
  }

  /** The same failures in each run, and not every twentieth. */
  private static long mixed(long number) {
    return (number * 0x9E3779B97F4A7C15L) >>> 40;
  }

  /** Whether a call with this question failed so late that it may be what a caller saw. */
  boolean failed(Question question, long callerBeganNanos) {
    Long at = failed.get(question);
    return at != null && at - callerBeganNanos > -WAY_NANOS;
  }

  /** Forgets failures that everybody has seen. */
  void forget() {
    long now = System.nanoTime();
    failed.values().removeIf(at -> now - at > WAY_NANOS);
  }

  public long calls() {
    return calls.get();
  }

  public long failures() {
    return failures.get();
  }

  /** Whether it answers nobody at the moment. */
  public boolean isIdle() {
    return busy.get() == 0;
  }
}
