package io.llmcache.interceptor.langchain4j;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import io.llmcache.LlmCache;
import io.llmcache.exchange.CacheRequest;
import io.llmcache.exchange.Outcome;
import io.llmcache.exchange.Refresher;
import io.llmcache.exchange.WayIn;
import io.llmcache.interceptor.identity.CallerPrincipal;
import io.llmcache.interceptor.outbound.DeploymentCache;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A client that asks the cache first. Thread-safe. */
final class CachedClient implements HttpClient {

  private final HttpClient client;
  private final DeploymentCache deployment;
  private final @Nullable Duration patience;

  /**
   * @param patience how long to wait for another's answer; null: as long as the cache does
   */
  CachedClient(HttpClient client, DeploymentCache deployment, @Nullable Duration patience) {
    this.client = client;
    this.deployment = deployment;
    this.patience = patience;
  }

  @Override
  public SuccessfulHttpResponse execute(HttpRequest request) {
    LlmCache cache = cacheFor(request);
    if (cache == null) {
      return client.execute(Messages.withoutOwnFields(request));
    }
    WholeCall call = new WholeCall(client, cache, request, patience);
    return call.answer(open(cache, request, CallerPrincipal.wantedBy(cache), call));
  }

  @Override
  public void execute(
      HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
    LlmCache cache = cacheFor(request);
    if (cache == null) {
      client.execute(Messages.withoutOwnFields(request), parser, listener);
      return;
    }
    String principal = CallerPrincipal.wantedBy(cache);
    StreamedCall call = new StreamedCall(client, cache, request, parser, listener, patience);
    cache.executor().execute(() -> call.proceed(open(cache, request, principal, call)));
  }

  private @Nullable LlmCache cacheFor(HttpRequest request) {
    try {
      return Messages.isPlainJson(request)
          ? deployment.lookingAt(request.method().name(), URI.create(request.url()))
          : null;
    } catch (RuntimeException e) {
      deployment.report(e);
      return null;
    }
  }

  private static Outcome open(
      LlmCache cache, HttpRequest request, @Nullable String principal, Refresher refresher) {
    byte[] body = Messages.body(request);
    if (body.length > cache.settings().maxRequestSize()) {
      return new Outcome.Forward(
          cache.bypass("request-too-large", WayIn.CLIENT, Messages.headers(request.headers())));
    }
    return cache.open(
        CacheRequest.of(
                WayIn.CLIENT,
                request.method().name(),
                URI.create(request.url()),
                Messages.headers(request.headers()),
                body)
            .by(principal)
            .inParts()
            .refreshedBy(refresher));
  }
}
