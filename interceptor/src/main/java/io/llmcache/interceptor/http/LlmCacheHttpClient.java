package io.llmcache.interceptor.http;

import io.llmcache.LlmCache;
import io.llmcache.interceptor.outbound.DeploymentCache;
import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * An {@link HttpClient} whose calls to providers are answered from the cache where that is
 * possible, and recorded where not. Thread-safe.
 *
 * <p>What is no call to one of {@code llmcache.upstream-hosts}, or no request that the cache can
 * read, goes to the wrapped client as it is, its body unread. All others have their body read, up
 * to {@code llmcache.max-request-size}. The response of any call that was looked at has a field
 * {@code Cache-Status}; a compressed body is undone before the body handler sees it. A response
 * from the cache has no previous response and no SSL session.
 *
 * <p>{@link #send} blocks as the call would, also as long as an identical call is in flight, but
 * for no longer than the request's own timeout. {@code sendAsync} never blocks. Failures are those
 * of the wrapped client. Cancelling the future ends the call, unless others wait for the same
 * answer: then one of them makes it.
 *
 * <p>The request field {@code Cache-Control: no-cache} asks for a fresh answer, once, which then
 * replaces the stored one; the field stays here.
 *
 * <p>On Java 21 and later close the wrapped client; closing this one changes nothing.
 */
public final class LlmCacheHttpClient extends HttpClient {

  private final HttpClient client;
  private final DeploymentCache deployment;

  private LlmCacheHttpClient(HttpClient client, DeploymentCache deployment) {
    // A call that came by here twice would wait for itself.
    this.client = client instanceof LlmCacheHttpClient wrapped ? wrapped.client : client;
    this.deployment = deployment;
  }

  /**
   * Wraps a client with the cache of the deployment that the calling thread belongs to. Does not
   * block: the cache is made with the first call, if it is not there yet.
   */
  public static HttpClient wrap(HttpClient client) {
    return new LlmCacheHttpClient(client, DeploymentCache.ofThisThread());
  }

  /** Wraps a client with a cache that the caller closes. */
  public static HttpClient wrap(HttpClient client, LlmCache cache) {
    return new LlmCacheHttpClient(client, DeploymentCache.of(cache));
  }

  @Override
  public <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler)
      throws IOException, InterruptedException {
    LlmCache cache = cacheFor(request);
    if (cache == null) {
      return client.send(Requests.withoutOwnFields(request), handler);
    }
    Exchange<T> exchange = new Exchange<>(client, cache, deployment, request, handler, null);
    exchange.begin(Runnable::run);
    return exchange.await();
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request, HttpResponse.BodyHandler<T> handler) {
    return sendAsync(request, handler, null);
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request,
      HttpResponse.BodyHandler<T> handler,
      HttpResponse.@Nullable PushPromiseHandler<T> pushes) {
    LlmCache cache = cacheFor(request);
    if (cache == null) {
      return client.sendAsync(Requests.withoutOwnFields(request), handler, pushes);
    }
    Exchange<T> exchange = new Exchange<>(client, cache, deployment, request, handler, pushes);
    exchange.begin(cache.executor());
    return exchange.result();
  }

  private @Nullable LlmCache cacheFor(HttpRequest request) {
    return Requests.isPlainJson(request)
        ? deployment.lookingAt(request.method(), request.uri())
        : null;
  }

  @Override
  public Optional<CookieHandler> cookieHandler() {
    return client.cookieHandler();
  }

  @Override
  public Optional<Duration> connectTimeout() {
    return client.connectTimeout();
  }

  @Override
  public Redirect followRedirects() {
    return client.followRedirects();
  }

  @Override
  public Optional<ProxySelector> proxy() {
    return client.proxy();
  }

  @Override
  public SSLContext sslContext() {
    return client.sslContext();
  }

  @Override
  public SSLParameters sslParameters() {
    return client.sslParameters();
  }

  @Override
  public Optional<Authenticator> authenticator() {
    return client.authenticator();
  }

  @Override
  public Version version() {
    return client.version();
  }

  @Override
  public Optional<Executor> executor() {
    return client.executor();
  }

  @Override
  public WebSocket.Builder newWebSocketBuilder() {
    return client.newWebSocketBuilder();
  }
}
