package io.llmcache.interceptor.langchain4j;

import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpClientBuilderFactory;
import java.util.List;
import java.util.ServiceLoader;

/**
 * Puts the cache into every LangChain4j model whose HTTP client is LangChain4j's own choice. An
 * application that wants this says so twice, since it changes models that it does not build itself:
 * its own file {@code META-INF/services/dev.langchain4j.http.client.HttpClientBuilderFactory} names
 * this class, and so does the system property {@code langchain4j.http.clientBuilderFactory}. The
 * property is the whole JVM's: on a server with other LangChain4j applications use {@link
 * LlmCacheHttpClientBuilder} in each model's builder instead.
 */
public final class LlmCacheHttpClientBuilderFactory implements HttpClientBuilderFactory {

  /**
   * A builder that wraps the one other that is on the class path.
   *
   * @throws IllegalStateException if there is none, or more than one
   */
  @Override
  public HttpClientBuilder create() {
    List<HttpClientBuilderFactory> others =
        ServiceLoader.load(HttpClientBuilderFactory.class).stream()
            .filter(found -> !LlmCacheHttpClientBuilderFactory.class.equals(found.type()))
            .map(ServiceLoader.Provider::get)
            .toList();
    if (others.size() != 1) {
      throw new IllegalStateException(
          "The cache needs one HTTP client of LangChain4j's to wrap, and found "
              + others.stream().map(other -> other.getClass().getName()).toList()
              + ": have one of them on the class path, such as langchain4j-http-client-jdk, or give"
              + " LlmCacheHttpClientBuilder.wrap(..) to the model's builder.");
    }
    return LlmCacheHttpClientBuilder.wrap(others.get(0).create());
  }
}
