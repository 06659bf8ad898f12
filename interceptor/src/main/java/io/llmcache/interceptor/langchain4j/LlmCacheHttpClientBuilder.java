package io.llmcache.interceptor.langchain4j;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import io.llmcache.LlmCache;
import io.llmcache.interceptor.outbound.DeploymentCache;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Makes LangChain4j's HTTP clients answer from the cache: {@code
 * OpenAiChatModel.builder().httpClientBuilder(LlmCacheHttpClientBuilder.wrap(new
 * JdkHttpClientBuilder()))}, and likewise for any other model of LangChain4j's that has {@code
 * httpClientBuilder}. As little thread-safe as the wrapped builder; the clients that it makes are
 * thread-safe.
 *
 * <p>Streams are recorded as they arrive, and replayed with the same events. Forms, and what is no
 * call to one of {@code llmcache.upstream-hosts}, go to the wrapped client as they are. A
 * provider's error stays LangChain4j's {@code HttpException} with its status and body, all other
 * failures are those of the wrapped client. Whoever waits for an identical call does so for no
 * longer than the read timeout. The header of each response has a field {@code Cache-Status}.
 *
 * <p>An application that could not use an answer asks for a fresh one with the header {@code
 * Cache-Control: no-cache} for one call, for example by {@code customHeaders(Supplier)} of the
 * model's builder; the fresh answer replaces the stored one.
 */
public final class LlmCacheHttpClientBuilder implements HttpClientBuilder {

  private final HttpClientBuilder builder;
  private final DeploymentCache deployment;

  private LlmCacheHttpClientBuilder(HttpClientBuilder builder, DeploymentCache deployment) {
    // A call that came by here twice would wait for itself.
    this.builder = builder instanceof LlmCacheHttpClientBuilder other ? other.builder : builder;
    this.deployment = deployment;
  }

  /**
   * Wraps a builder with the cache of the deployment that the calling thread belongs to. Does not
   * block: the cache is made with the first call, if it is not there yet.
   */
  public static HttpClientBuilder wrap(HttpClientBuilder builder) {
    return new LlmCacheHttpClientBuilder(builder, DeploymentCache.ofThisThread());
  }

  /** Wraps a builder with a cache that the caller closes. */
  public static HttpClientBuilder wrap(HttpClientBuilder builder, LlmCache cache) {
    return new LlmCacheHttpClientBuilder(builder, DeploymentCache.of(cache));
  }

  /** Null: the wrapped client's own. */
  @Override
  public @Nullable Duration connectTimeout() {
    return builder.connectTimeout();
  }

  @Override
  public HttpClientBuilder connectTimeout(Duration timeout) {
    builder.connectTimeout(timeout);
    return this;
  }

  /** Null: the wrapped client's own. */
  @Override
  public @Nullable Duration readTimeout() {
    return builder.readTimeout();
  }

  @Override
  public HttpClientBuilder readTimeout(Duration timeout) {
    builder.readTimeout(timeout);
    return this;
  }

  @Override
  public HttpClient build() {
    return new CachedClient(builder.build(), deployment, builder.readTimeout());
  }
}
