package io.llmcache.interceptor.cdi;

import io.llmcache.interceptor.LlmCacheIgnore;
import io.llmcache.interceptor.LlmCacheInvalidate;
import io.llmcache.interceptor.LlmCacheKey;
import io.llmcache.interceptor.LlmCached;
import io.llmcache.interceptor.SemanticKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Methods of every kind, that count how often they are run. */
@ApplicationScoped
public class Catalog {

  /** What it is about. */
  public record Product(long id, String text, int run) {}

  /** What is asked. */
  public record Order(long id, Customer customer) {}

  /** Who asks. */
  public record Customer(@Nullable String id) {}

  final AtomicInteger runs = new AtomicInteger();

  /** Run in the methods, before they return. */
  volatile Supplier<@Nullable RuntimeException> trouble = () -> null;

  private int run() {
    int run = runs.incrementAndGet();
    RuntimeException wrong = trouble.get();
    if (wrong != null) {
      throw wrong;
    }
    return run;
  }

  @LlmCached(tags = "product:{id}")
  public Product find(long id) {
    return new Product(id, "found", run());
  }

  @LlmCached(ttl = "10m")
  public Optional<Product> search(String words) {
    int run = run();
    return words.isEmpty() ? Optional.empty() : Optional.of(new Product(1, words, run));
  }

  @LlmCached
  public List<Product> all(List<Long> ids) {
    int run = run();
    return ids.stream().map(id -> new Product(id, "listed", run)).toList();
  }

  @LlmCached
  public Map<String, Product> byName(Map<String, Long> ids) {
    return Map.of("one", new Product(ids.getOrDefault("one", 0L), "named", run()));
  }

  @LlmCached
  public int count(String[] words) {
    return run() * 100 + words.length;
  }

  @LlmCached
  public @Nullable String nothing(String words) {
    run();
    return null;
  }

  @LlmCached
  public CompletionStage<Product> later(long id) {
    return CompletableFuture.completedFuture(new Product(id, "later", run()));
  }

  /** Completed by the test. */
  volatile CompletableFuture<Product> promise = new CompletableFuture<>();

  @LlmCached
  public CompletableFuture<Product> promised(long id) {
    run();
    return promise;
  }

  @LlmCached
  public Stream<Product> streamed(long id) {
    int run = run();
    return Stream.of(new Product(id, "a", run), new Product(id, "b", run));
  }

  @LlmCached
  public Flow.Publisher<Product> published(long id) {
    int run = run();
    return subscriber -> {
      SubmissionPublisher<Product> items = new SubmissionPublisher<>(Runnable::run, 8);
      items.subscribe(subscriber);
      items.submit(new Product(id, "a", run));
      items.submit(new Product(id, "b", run));
      items.close();
    };
  }

  @LlmCached(unless = "result.empty")
  public List<String> unlessEmpty(String words) {
    run();
    return words.isEmpty() ? List.of() : List.of(words);
  }

  @LlmCached(unless = "result.run == limit")
  public Product unlessRun(int limit) {
    return new Product(0, "", run());
  }

  @LlmCached(unless = "result.text.nonsense")
  public Product unlessFails(int limit) {
    return new Product(0, "", run());
  }

  @LlmCached
  public int keyed(@LlmCacheKey String id, Object anything) {
    return run();
  }

  @LlmCached
  public int ignoring(String id, @LlmCacheIgnore Runnable progress) {
    return run();
  }

  @LlmCached(scope = LlmCached.Scope.APPLICATION)
  public String answer(@SemanticKey String question, String language) {
    return question + run();
  }

  @LlmCached(tags = {"order:{order.id}", "customer:{order.customer.id}"})
  public int order(Order order) {
    return run();
  }

  @LlmCacheInvalidate(tags = "product:{id}")
  public void change(long id) {
    RuntimeException wrong = trouble.get();
    if (wrong != null) {
      throw wrong;
    }
  }

  @LlmCacheInvalidate(tags = "customer:{customer}")
  public CompletionStage<Void> changeLater(String customer, CompletableFuture<Void> done) {
    return done;
  }

  @LlmCacheInvalidate(name = "Catalog.search")
  public void forgetSearches() {}

  @LlmCacheInvalidate(all = true)
  public void forgetAll() {}
}
