package io.llmcache.interceptor.http;

import io.llmcache.LlmCache;
import io.llmcache.exchange.CacheRequest;
import io.llmcache.exchange.Headers;
import io.llmcache.exchange.Lease;
import io.llmcache.exchange.Outcome;
import io.llmcache.exchange.Reply;
import io.llmcache.exchange.ReplyBody;
import io.llmcache.exchange.WayIn;
import io.llmcache.interceptor.identity.CallerPrincipal;
import io.llmcache.interceptor.outbound.CacheFields;
import io.llmcache.interceptor.outbound.DeploymentCache;
import io.llmcache.interceptor.outbound.Patience;
import io.llmcache.interceptor.outbound.RecordedStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One request that the cache looks at: answered by it, or by another's answer, or by the provider.
 * Holds no thread while it waits.
 */
final class Exchange<T> implements UpstreamCall.Caller<T> {

  private final HttpClient client;
  private final LlmCache cache;
  private final DeploymentCache deployment;
  private final HttpRequest request;
  private final HttpResponse.BodyHandler<T> handler;
  private final HttpResponse.@Nullable PushPromiseHandler<T> pushes;
  private final @Nullable String principal;
  private final CompletableFuture<HttpResponse<T>> result = new CompletableFuture<>();
  private final Abandonment abandonment = new Abandonment();

  /** To be made on the caller's thread, which may tell who the caller is. */
  Exchange(
      HttpClient client,
      LlmCache cache,
      DeploymentCache deployment,
      HttpRequest request,
      HttpResponse.BodyHandler<T> handler,
      HttpResponse.@Nullable PushPromiseHandler<T> pushes) {
    this.client = client;
    this.cache = cache;
    this.deployment = deployment;
    this.request = request;
    this.handler = handler;
    this.pushes = pushes;
    this.principal = CallerPrincipal.wantedBy(cache);
    result.whenComplete(
        (response, failure) -> {
          if (failure != null) {
            abandonment.now(failure);
          }
        });
  }

  /** The caller's, which may cancel it. */
  CompletableFuture<HttpResponse<T>> result() {
    return result;
  }

  /**
   * Waits for the response, and throws what the JDK's client throws.
   *
   * @throws InterruptedException also gives the call up
   */
  HttpResponse<T> await() throws IOException, InterruptedException {
    try {
      return result.get();
    } catch (InterruptedException e) {
      result.cancel(true);
      throw e;
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof IOException known) {
        throw known;
      }
      if (cause instanceof IllegalArgumentException || cause instanceof SecurityException) {
        throw (RuntimeException) cause;
      }
      throw new IOException(String.valueOf(cause == null ? e : cause.getMessage()), cause);
    }
  }

  /**
   * @param on where the body is read and the tiers are asked
   */
  void begin(Executor on) {
    on.execute(
        () -> {
          try {
            readBody();
          } catch (RuntimeException | Error e) {
            failed(e);
          }
        });
  }

  private void readBody() {
    BodyPublisher publisher = request.bodyPublisher().orElseThrow();
    int limit = cache.settings().maxRequestSize();
    if (publisher.contentLength() > limit) {
      bypass(tooLarge(), publisher);
      return;
    }
    CompletableFuture<BodyReading> reading = BodyReading.of(publisher, limit);
    if (reading.isDone()) {
      reading.whenComplete(this::read);
    } else {
      abandonment.by(cause -> reading.cancel(false));
      reading.whenCompleteAsync(this::read, cache.executor());
    }
  }

  private void read(@Nullable BodyReading body, @Nullable Throwable failure) {
    if (body == null) {
      result.completeExceptionally(
          failure == null ? new IOException("no body") : UpstreamCall.unwrapped(failure));
    } else if (body.isWhole()) {
      byte[] bytes = body.bytes();
      proceed(open(bytes), bytes);
    } else {
      bypass(tooLarge(), body.published());
    }
  }

  private Lease tooLarge() {
    return cache.bypass("request-too-large", WayIn.CLIENT, Requests.headers(request));
  }

  private Outcome open(byte[] body) {
    return cache.open(
        CacheRequest.of(
                WayIn.CLIENT, request.method(), request.uri(), Requests.headers(request), body)
            .by(principal)
            .inParts()
            .refreshedBy(new BackgroundCall(client, request)));
  }

  private void proceed(Outcome outcome, byte[] body) {
    if (outcome instanceof Outcome.Served served) {
      answer(served.reply(), null);
    } else if (outcome instanceof Outcome.Forward forward) {
      call(forward.lease(), body);
    } else if (outcome instanceof Outcome.Follow follow) {
      follow(follow.next(), body);
    }
  }

  private void follow(CompletableFuture<Outcome> next, byte[] body) {
    abandonment.by(cause -> next.cancel(false));
    request.timeout().ifPresent(limit -> limit(next, limit));
    next.thenAcceptAsync(outcome -> proceed(outcome, body), cache.executor());
  }

  /** Another's call may take longer than this caller would wait for its own. */
  private void limit(CompletableFuture<Outcome> next, Duration most) {
    Patience.limit(
        next,
        most,
        cache.executor(),
        () -> result.completeExceptionally(new HttpTimeoutException("request timed out")));
  }

  private void call(Lease lease, byte[] body) {
    if (!lease.records()) {
      bypass(lease, HttpRequest.BodyPublishers.ofByteArray(body));
      return;
    }
    UpstreamCall<T> call = new UpstreamCall<>(client, lease, this);
    abandonment.by(cause -> call.cancel());
    byte[] less = lease.body();
    call.start(() -> Requests.forProvider(request, less == null ? body : less), pushes);
  }

  /** The client's own call, with its own body handler. */
  private void bypass(Lease lease, BodyPublisher body) {
    Headers said = CacheFields.said(lease);
    lease.close();
    CompletableFuture<HttpResponse<T>> call;
    try {
      call =
          client.sendAsync(
              Requests.forProvider(request, body),
              head ->
                  handler.apply(
                      new Head(head.statusCode(), Head.with(head.headers(), said), head.version())),
              pushes);
    } catch (RuntimeException e) {
      failed(e);
      return;
    }
    abandonment.by(cause -> call.cancel(true));
    call.whenComplete(
        (response, failure) -> {
          if (failure != null) {
            failed(UpstreamCall.unwrapped(failure));
          } else {
            result.complete(CachedResponse.of(response, Head.with(response.headers(), said)));
          }
        });
  }

  @Override
  public void answer(Reply reply, @Nullable HttpResponse<T> call) {
    Executor executor = client.executor().orElse(cache.executor());
    Delivery delivery = Delivery.of(reply, executor);
    abandonment.by(delivery::stop);
    boolean live = reply.body() instanceof ReplyBody.Live;
    if (!live || !RecordedStream.submit(executor, () -> deliver(reply, call, delivery))) {
      deliver(reply, call, delivery);
    }
  }

  private void deliver(Reply reply, @Nullable HttpResponse<T> call, Delivery delivery) {
    try {
      HttpClient.Version version = call == null ? HttpClient.Version.HTTP_1_1 : call.version();
      Head head = Head.of(reply.status(), reply.headers(), version);
      HttpResponse.BodySubscriber<T> subscriber = handler.apply(head);
      delivery.begin(subscriber);
      subscriber
          .getBody()
          .whenComplete(
              (body, failure) -> {
                if (failure != null) {
                  failed(UpstreamCall.unwrapped(failure));
                } else {
                  result.complete(
                      new CachedResponse<>(
                          reply.status(), head.headers(), body, request, version, call));
                }
              });
    } catch (RuntimeException | Error e) {
      delivery.cancel();
      failed(e);
    }
  }

  @Override
  public void failed(Throwable cause) {
    if (cause instanceof CancellationException && !result.isDone()) {
      result.cancel(false);
    } else {
      result.completeExceptionally(cause);
    }
  }
}
