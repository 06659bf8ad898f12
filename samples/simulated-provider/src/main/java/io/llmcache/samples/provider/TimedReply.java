package io.llmcache.samples.provider;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Writes a reply frame by frame, each at its time, without blocking the timer: what a slow client
 * has not taken yet waits in a queue until the container says that it can be written.
 *
 * <p>Thread-safe: the timer and the container's I/O threads both come in, one at a time.
 */
final class TimedReply implements Runnable, WriteListener {

  private final AsyncContext async;
  private final ServletOutputStream out;
  private final Iterator<String> frames;
  private final long intervalNanos;
  private final ScheduledExecutorService timer;
  private final Queue<byte[]> waiting = new ArrayDeque<>();
  private long dueNanos;
  private boolean unflushed;
  private boolean ended;

  private TimedReply(
      AsyncContext async, List<String> frames, Duration interval, ScheduledExecutorService timer)
      throws IOException {
    this.async = async;
    this.out = async.getResponse().getOutputStream();
    this.frames = frames.iterator();
    this.intervalNanos = interval.toNanos();
    this.timer = timer;
  }

  /** Streams the frames at this pace. */
  static void start(
      AsyncContext async, List<String> frames, Pace pace, ScheduledExecutorService timer)
      throws IOException {
    new TimedReply(async, frames, pace.each(), timer).start(pace.first());
  }

  /** Writes the whole body after this time. */
  static void start(AsyncContext async, String body, Duration after, ScheduledExecutorService timer)
      throws IOException {
    new TimedReply(async, List.of(body), Duration.ZERO, timer).start(after);
  }

  private synchronized void start(Duration first) {
    out.setWriteListener(this);
    dueNanos = System.nanoTime() + first.toNanos();
    awaitNextFrame();
  }

  /** Against the plan and not the last frame, so that small delays do not add up. */
  private void awaitNextFrame() {
    timer.schedule(this, dueNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
    dueNanos += intervalNanos;
  }

  @Override
  public synchronized void run() {
    waiting.add(frames.next().getBytes(StandardCharsets.UTF_8));
    onWritePossible();
    if (!ended && frames.hasNext()) {
      awaitNextFrame();
    }
  }

  @Override
  public synchronized void onWritePossible() {
    if (ended) {
      return;
    }
    try {
      writeWhatIsReady();
    } catch (IOException | IllegalStateException e) {
      end(); // the client went away
    }
  }

  private void writeWhatIsReady() throws IOException {
    while (out.isReady()) {
      byte[] next = waiting.poll();
      if (next != null) {
        out.write(next);
        unflushed = true;
      } else if (unflushed) {
        out.flush();
        unflushed = false;
      } else {
        break;
      }
    }
    if (!frames.hasNext() && waiting.isEmpty() && !unflushed) {
      end();
    }
  }

  @Override
  public synchronized void onError(Throwable failure) {
    if (!ended) {
      end();
    }
  }

  private void end() {
    ended = true;
    async.complete();
  }
}
