package io.llmcache.filter.gateway;

import io.llmcache.exchange.Headers;
import io.llmcache.exchange.Lease;
import io.llmcache.exchange.Recording;
import io.llmcache.exchange.Reply;
import io.llmcache.exchange.ReplyBody;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One call to an upstream, whose reply goes into the lease's recording as it comes. Holds no
 * thread. Asks for more bytes only when the recording takes more, so that a slow client slows its
 * upstream.
 */
final class UpstreamCall {

  private final Upstreams upstreams;
  private final Lease lease;
  private final Caller caller;
  private final IdleWatch idle;
  private final ReplyIntake intake = new ReplyIntake(this);
  private final AtomicBoolean over = new AtomicBoolean();
  private volatile @Nullable CompletableFuture<?> call;
  private volatile Flow.@Nullable Subscription subscription;
  private volatile @Nullable Recording recording;
  private volatile @Nullable Feed feed;
  private volatile @Nullable Upload upload;

  /** Whom the call is made for. Told once, on any thread. */
  interface Caller {

    /** The reply, once its head is there; or a stale one in its place. */
    void answer(Reply reply);

    /** There is no reply. */
    void failed(Throwable cause);
  }

  UpstreamCall(Upstreams upstreams, Lease lease, Caller caller) {
    this.upstreams = upstreams;
    this.lease = lease;
    this.caller = caller;
    this.idle = upstreams.idleWatch();
  }

  /** Breaks the call off if nothing moved for too long. */
  void check() {
    if (idle.expired()) {
      abort(new HttpTimeoutException("nothing moved in time"));
    }
  }

  /** Something moved, perhaps in the other direction. */
  void moved() {
    idle.moved();
  }

  /**
   * @param sending the body that the request's own thread sends; null: it is part of the request
   */
  void start(HttpRequest request, @Nullable Upload sending) {
    upload = sending;
    idle.moved();
    upstreams.began(this);
    CompletableFuture<? extends HttpResponse<?>> running =
        upstreams.client().sendAsync(request, intake);
    call = running;
    running.whenComplete(
        (response, failure) -> {
          if (failure != null) {
            broken(failure);
          }
        });
  }

  /** Breaks the call off, and closes its connection. */
  void abort(Throwable cause) {
    broken(cause);
    Flow.Subscription reading = subscription;
    CompletableFuture<?> running = call;
    if (reading != null) {
      reading.cancel();
    } else if (running != null) {
      running.cancel(true);
    }
  }

  /** The head of the reply is there. */
  void begin(HttpResponse.ResponseInfo head) {
    idle.moved();
    Headers headers = Headers.of(head.headers().map());
    Reply stale = lease.insteadOf(head.statusCode(), headers);
    if (stale == null) {
      record(lease.reply(head.statusCode(), headers), headers.first("Content-Encoding") != null);
    } else if (end()) {
      // the body is cancelled as soon as it is subscribed to
      stopSending();
      caller.answer(stale);
      intake.done();
    }
  }

  private void record(Recording begun, boolean compressed) {
    recording = begun;
    feed = new Feed(begun, compressed, idle::moved);
    begun.whenUnwanted(() -> abort(new CancellationException("nobody reads the reply")));
    ReplyBody own = begun.reply().body();
    begun.decided().thenAccept(reply -> answer(reply, reply.body() == own));
  }

  private void answer(Reply reply, boolean own) {
    caller.answer(HeaderRules.toClient(reply));
    if (!own) {
      abort(new CancellationException("a stale answer took the place of this one"));
    }
  }

  /** Its body is about to come. */
  void subscribed(Flow.Subscription given) {
    subscription = given;
    if (over.get()) {
      given.cancel();
    } else {
      given.request(1);
    }
  }

  /** Bytes of its body. */
  void next(List<ByteBuffer> chunks) {
    idle.moved();
    Feed into = feed;
    Flow.Subscription from = subscription;
    if (into != null && from != null) {
      into.write(chunks, () -> from.request(1));
    }
  }

  /** All of its body has come. */
  void complete() {
    Feed whole = feed;
    if (!end()) {
      return;
    }
    try {
      if (whole != null) {
        whole.complete();
      }
    } finally {
      intake.done();
    }
  }

  /** There is no more of the reply, or none. */
  void broken(Throwable cause) {
    if (!end()) {
      return;
    }
    try {
      stopSending();
      tell(cause);
    } finally {
      intake.done();
    }
  }

  private void tell(Throwable cause) {
    Recording begun = recording;
    if (begun != null) {
      begun.fail(cause);
      return;
    }
    Reply stale = lease.insteadOf(cause);
    if (stale != null) {
      caller.answer(stale);
    } else {
      lease.failed(cause);
      caller.failed(cause);
    }
  }

  private void stopSending() {
    Upload sending = upload;
    if (sending != null) {
      sending.cancel();
    }
  }

  private boolean end() {
    boolean first = over.compareAndSet(false, true);
    if (first) {
      intake.release();
      upstreams.ended(this);
    }
    return first;
  }
}
