package io.llmcache.testing;

import io.llmcache.exchange.Headers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * An answer that goes out when the test says so. Each step returns once its bytes are handed to the
 * operating system, or once the client is found to be gone. Until the first step the client waits.
 */
public final class LiveAnswer implements UpstreamAnswer {

  private final LinkedBlockingQueue<Step> steps = new LinkedBlockingQueue<>();
  private final CountDownLatch asked = new CountDownLatch(1);
  private volatile boolean clientGone;

  /** Waits until a request met this answer. */
  public LiveAnswer awaitRequest() {
    Waiting.on(asked, "no request came");
    return this;
  }

  /** Status line and fields, body in chunks. */
  public LiveAnswer head(int status, Headers headers) {
    return step(wire -> wire.head(status, headers));
  }

  /** The head of a server-sent event stream. */
  public LiveAnswer eventStream() {
    return head(200, UpstreamAnswer.eventStream());
  }

  /** One chunk. */
  public LiveAnswer send(String text) {
    return send(text.getBytes(StandardCharsets.UTF_8));
  }

  /** One chunk. */
  public LiveAnswer send(byte[] bytes) {
    return step(wire -> wire.chunk(bytes));
  }

  /** The reply is whole. */
  public LiveAnswer end() {
    return last(Wire::end);
  }

  /** The connection closes in the middle of the reply, or before it. */
  public LiveAnswer cut() {
    return last(Wire::cut);
  }

  /** A whole reply at once. */
  public LiveAnswer whole(int status, Headers headers, byte[] body) {
    return last(wire -> wire.whole(status, headers, body));
  }

  /** Whether a step found that the client had closed the connection. */
  public boolean clientGone() {
    return clientGone;
  }

  @Override
  public void to(SeenRequest request, Wire wire) throws IOException, InterruptedException {
    asked.countDown();
    while (true) {
      Step step = steps.take();
      try {
        step.act().on(wire);
      } catch (IOException e) {
        clientGone = true;
      } finally {
        step.done().countDown();
      }
      if (step.isLast()) {
        if (clientGone) {
          wire.cut();
        }
        return;
      }
    }
  }

  private LiveAnswer step(Act act) {
    return run(new Step(act, false, new CountDownLatch(1)));
  }

  private LiveAnswer last(Act act) {
    return run(new Step(act, true, new CountDownLatch(1)));
  }

  private LiveAnswer run(Step step) {
    steps.add(step);
    Waiting.on(step.done(), "the step was not taken: no request came, or one is stuck");
    return this;
  }

  private interface Act {
    void on(Wire wire) throws IOException;
  }

  private record Step(Act act, boolean isLast, CountDownLatch done) {}
}
