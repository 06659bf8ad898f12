package io.llmcache.interceptor.http;

import io.llmcache.exchange.Headers;
import io.llmcache.exchange.Lease;
import io.llmcache.exchange.Recording;
import io.llmcache.exchange.Reply;
import io.llmcache.exchange.ReplyBody;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One call to a provider, whose reply goes into the lease's recording as it comes. Holds no thread.
 * Asks for more bytes only when the recording takes more, so that a slow reader slows its provider.
 *
 * @param <T> what the application's handlers of pushed responses make; the call itself makes null
 */
final class UpstreamCall<T> {

  private final HttpClient client;
  private final Lease lease;
  private final Caller<T> caller;
  private final ReplyIntake<T> intake = new ReplyIntake<>(this);
  private final AtomicBoolean over = new AtomicBoolean();
  private final CompletableFuture<HttpResponse<T>> response = new CompletableFuture<>();
  private volatile @Nullable CompletableFuture<?> running;
  private volatile Flow.@Nullable Subscription subscription;
  private volatile @Nullable Recording recording;

  /** Whom the call is made for. Told once, on any thread. */
  interface Caller<T> {

    /**
     * The reply is there, or a stale one in its place.
     *
     * @param call the response that it is the body of; null: none
     */
    void answer(Reply reply, @Nullable HttpResponse<T> call);

    /** There is no reply. */
    void failed(Throwable cause);
  }

  UpstreamCall(HttpClient client, Lease lease, Caller<T> caller) {
    this.client = client;
    this.lease = lease;
    this.caller = caller;
  }

  void start(Supplier<HttpRequest> request, HttpResponse.@Nullable PushPromiseHandler<T> pushes) {
    if (over.get()) {
      return;
    }
    CompletableFuture<HttpResponse<T>> call;
    try {
      call = client.sendAsync(request.get(), intake, pushes);
    } catch (RuntimeException e) {
      broken(e);
      return;
    }
    running = call;
    call.whenComplete(
        (head, failure) -> {
          if (failure == null) {
            response.complete(head);
          } else {
            broken(unwrapped(failure));
            response.completeExceptionally(failure);
          }
        });
    if (over.get()) {
      call.cancel(true);
    }
  }

  /** The caller has gone. A reply that has begun goes on for as long as somebody wants it. */
  void cancel() {
    if (recording == null && end()) {
      lease.close();
      cut();
    }
  }

  /** The head of the reply is there. */
  void begin(HttpResponse.ResponseInfo head) {
    Headers headers = Head.headers(head.headers());
    if (over.get()) {
      return;
    }
    Reply stale = lease.insteadOf(head.statusCode(), headers);
    if (stale == null) {
      record(lease.reply(head.statusCode(), headers));
    } else if (end()) {
      // the body is cancelled as soon as it is subscribed to
      caller.answer(stale, null);
    }
  }

  private void record(Recording begun) {
    recording = begun;
    begun.whenUnwanted(() -> abort(new CancellationException("nobody reads the reply")));
    ReplyBody own = begun.reply().body();
    begun
        .decided()
        .thenAccept(
            reply -> {
              if (reply.body() == own) {
                response.whenComplete((call, failure) -> caller.answer(reply, call));
              } else {
                caller.answer(reply, null);
                abort(new CancellationException("a stale answer took the place of this one"));
              }
            });
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
    Recording into = recording;
    Flow.Subscription from = subscription;
    if (into == null || from == null) {
      return;
    }
    chunks.forEach(into::write);
    into.whenWritable(() -> from.request(1));
  }

  /** All of its body has come. */
  void complete() {
    Recording whole = recording;
    if (end() && whole != null) {
      whole.end();
    }
  }

  private void abort(Throwable cause) {
    broken(cause);
    cut();
  }

  private void cut() {
    Flow.Subscription reading = subscription;
    CompletableFuture<?> call = running;
    if (reading != null) {
      reading.cancel();
    } else if (call != null) {
      call.cancel(true);
    }
  }

  /** There is no more of the reply, or none. */
  void broken(Throwable cause) {
    if (!end()) {
      return;
    }
    Recording begun = recording;
    if (begun != null) {
      begun.fail(cause);
      return;
    }
    Reply stale = lease.insteadOf(cause);
    if (stale != null) {
      caller.answer(stale, null);
    } else {
      lease.failed(cause);
      caller.failed(cause);
    }
  }

  private boolean end() {
    boolean first = over.compareAndSet(false, true);
    if (first) {
      intake.release();
    }
    return first;
  }

  static Throwable unwrapped(Throwable failure) {
    Throwable cause = failure.getCause();
    return failure instanceof CompletionException && cause != null ? cause : failure;
  }
}
