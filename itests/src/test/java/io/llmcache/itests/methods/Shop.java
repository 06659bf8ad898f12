package io.llmcache.itests.methods;

import io.llmcache.interceptor.LlmCacheIgnore;
import io.llmcache.interceptor.LlmCacheInvalidate;
import io.llmcache.interceptor.LlmCached;
import io.llmcache.interceptor.SemanticKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A bean whose results say which run of a method they come from. */
@ApplicationScoped
public class Shop {

  /** What it sells. */
  public record Product(String id, int run) {}

  /** Callers that a product is held for whose id begins with {@value #TOGETHER}. */
  public static final int CALLERS = 4;

  public static final String TOGETHER = "together";

  private final AtomicInteger runs = new AtomicInteger();
  private final ConcurrentMap<String, CountDownLatch> arriving = new ConcurrentHashMap<>();

  /** One of the callers is about to call. */
  public void arrive(String id) {
    arriving(id).countDown();
  }

  private CountDownLatch arriving(String id) {
    int callers = id.startsWith(TOGETHER) ? CALLERS : 0;
    return arriving.computeIfAbsent(id, it -> new CountDownLatch(callers));
  }

  private Product make(String id) {
    try {
      if (!arriving(id).await(30, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the other callers do not come");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return new Product(id, runs.incrementAndGet());
  }

  @LlmCached(ttl = "10m", tags = "product:{id}")
  public Product product(String id) {
    return make(id);
  }

  @LlmCached(unless = "result.empty")
  public List<Product> products(String id) {
    return id.startsWith("none") ? none() : List.of(new Product(id, runs.incrementAndGet()));
  }

  private List<Product> none() {
    runs.incrementAndGet();
    return List.of();
  }

  public int runs() {
    return runs.get();
  }

  @LlmCached
  public Optional<Product> found(String id) {
    return Optional.of(new Product(id, runs.incrementAndGet()));
  }

  @LlmCached
  public int number(String id) {
    return runs.incrementAndGet();
  }

  @LlmCached
  public CompletionStage<Product> later(String id) {
    return CompletableFuture.completedFuture(make(id));
  }

  @LlmCached
  public CompletableFuture<Product> future(String id) {
    return CompletableFuture.completedFuture(make(id));
  }

  @LlmCached
  public Stream<Product> stream(String id) {
    Product first = make(id);
    return Stream.of(first, new Product(id + "b", first.run()));
  }

  @LlmCached
  public Flow.Publisher<Product> publisher(String id) {
    Product first = make(id);
    return subscriber -> {
      SubmissionPublisher<Product> items = new SubmissionPublisher<>(Runnable::run, 8);
      items.subscribe(subscriber);
      items.submit(first);
      items.submit(new Product(id + "b", first.run()));
      items.close();
    };
  }

  @LlmCached
  public String fails(String id) {
    throw new IllegalStateException("run " + runs.incrementAndGet());
  }

  @LlmCached
  public int configured(String id) {
    return runs.incrementAndGet();
  }

  @LlmCached(scope = LlmCached.Scope.APPLICATION)
  public String answer(@SemanticKey String id, @LlmCacheIgnore Runnable progress) {
    progress.run();
    return "answer " + runs.incrementAndGet();
  }

  @LlmCacheInvalidate(tags = "product:{id}")
  public void change(String id) {}

  @LlmCacheInvalidate(tags = "product:{id}")
  public void changeInVain(String id) {
    throw new IllegalStateException("in vain");
  }
}
