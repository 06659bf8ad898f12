package io.llmcache.filter.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * A request's body on its way to the upstream: read by the request's own thread, as fast as the
 * upstream takes it, never more than one piece ahead. For one subscriber.
 */
final class Upload implements Flow.Publisher<ByteBuffer>, Flow.Subscription {

  private static final int PIECE = 16 << 10;

  private final InputStream body;
  private final long length;
  private final Runnable moved;
  private long demand;
  private boolean cancelled;
  private Flow.@Nullable Subscriber<? super ByteBuffer> subscriber;
  private volatile @Nullable IOException failure;

  /**
   * @param length in bytes; negative where it is not known
   * @param moved runs after each piece
   */
  Upload(InputStream body, long length, Runnable moved) {
    this.body = body;
    this.length = length;
    this.moved = moved;
  }

  long length() {
    return length;
  }

  /** Why the client's body could not be read, or null. */
  @Nullable IOException failure() {
    return failure;
  }

  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> wanted) {
    boolean first;
    synchronized (this) {
      first = subscriber == null;
      if (first) {
        subscriber = wanted;
      }
    }
    wanted.onSubscribe(first ? this : new Nothing());
    if (!first) {
      wanted.onError(new IllegalStateException("a streamed body can be sent only once"));
    }
  }

  @Override
  public synchronized void request(long more) {
    demand += more;
    notifyAll();
  }

  @Override
  public synchronized void cancel() {
    cancelled = true;
    notifyAll();
  }

  /** Sends the body. Blocks until the upstream has it all, or wants no more of it. */
  void run() throws InterruptedException {
    byte[] piece = new byte[PIECE];
    long sent = 0;
    Flow.Subscriber<? super ByteBuffer> to = awaitDemand();
    while (to != null) {
      int count;
      try {
        count = body.read(piece);
      } catch (IOException e) {
        failure = e;
        to.onError(e);
        return;
      }
      moved.run();
      if (count > 0) {
        sent += count;
        to.onNext(ByteBuffer.wrap(Arrays.copyOf(piece, count)));
      }
      if (count < 0 || sent == length) {
        to.onComplete();
        return;
      }
      to = awaitDemand();
    }
  }

  private synchronized Flow.@Nullable Subscriber<? super ByteBuffer> awaitDemand()
      throws InterruptedException {
    while (demand == 0 && !cancelled) {
      wait();
    }
    if (cancelled) {
      return null;
    }
    demand--;
    return subscriber;
  }

  private static final class Nothing implements Flow.Subscription {

    @Override
    public void request(long more) {}

    @Override
    public void cancel() {}
  }
}
