package io.llmcache.interceptor.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.llmcache.exchange.WayIn;
import io.llmcache.interceptor.LlmCacheBypass;
import io.llmcache.interceptor.LlmCacheEviction;
import io.llmcache.interceptor.cdi.Catalog.Customer;
import io.llmcache.interceptor.cdi.Catalog.Order;
import io.llmcache.interceptor.cdi.Catalog.Product;
import io.llmcache.spi.CacheEvent.Kind;
import io.llmcache.spi.Explanation;
import io.llmcache.testing.Waiting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LlmCachedTest {

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private Container container;
  private Catalog catalog;
  private Catalog itself;

  @BeforeEach
  void open() {
    open(Map.of());
  }

  private void open(Map<String, String> settings) {
    container = new Container(settings, Catalog.class);
    catalog = container.bean(Catalog.class);
    // a client proxy has fields of its own
    itself =
        (Catalog)
            ((org.jboss.weld.proxy.WeldClientProxy) catalog).getMetadata().getContextualInstance();
  }

  @AfterEach
  void close() {
    threads.shutdownNow();
    container.close();
  }

  private int runs() {
    return itself.runs.get();
  }

  @Test
  void aValueIsRestored() {
    Product first = catalog.find(7);
    assertThat(catalog.find(7)).isEqualTo(first).isNotSameAs(first);
    assertThat(catalog.find(8)).isEqualTo(new Product(8, "found", 2));
    assertThat(runs()).isEqualTo(2);
  }

  @Test
  void anOptionalIsRestoredFullOrEmpty() {
    assertThat(catalog.search("tea")).isEqualTo(catalog.search("tea")).isPresent();
    assertThat(catalog.search("")).isEmpty();
    assertThat(catalog.search("")).isEmpty();
    assertThat(runs()).isEqualTo(2);
  }

  @Test
  void containersAndPrimitivesAndNullsAreRestored() {
    assertThat(catalog.all(List.of(1L, 2L))).isEqualTo(catalog.all(List.of(1L, 2L))).hasSize(2);
    assertThat(catalog.byName(Map.of("one", 1L)))
        .isEqualTo(catalog.byName(Map.of("one", 1L)))
        .hasSize(1);
    assertThat(catalog.count(new String[] {"a", "b"}))
        .isEqualTo(catalog.count(new String[] {"a", "b"}))
        .isEqualTo(302);
    assertThat(catalog.nothing("x")).isNull();
    assertThat(catalog.nothing("x")).isNull();
    assertThat(runs()).isEqualTo(4);
  }

  @Test
  void whatTheMethodThrowsIsThrownAndNeverKept() {
    IllegalStateException wrong = new IllegalStateException("no");
    itself.trouble = () -> wrong;
    assertThat(catchThrowable(() -> catalog.find(7))).isSameAs(wrong);
    assertThat(catchThrowable(() -> catalog.find(7))).isSameAs(wrong);
    itself.trouble = () -> null;
    assertThat(catalog.find(7).run()).isEqualTo(3);
    assertThat(catalog.find(7).run()).isEqualTo(3);
  }

  @Test
  void callsAtTheSameTimeRunTheMethodOnce() {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    itself.trouble =
        () -> {
          running.countDown();
          Waiting.on(go, "nobody let it go on");
          return null;
        };
    List<Future<Product>> calls = new ArrayList<>();
    calls.add(threads.submit(() -> catalog.find(7)));
    Waiting.on(running, "the method was not run");
    for (int i = 0; i < 7; i++) {
      calls.add(threads.submit(() -> catalog.find(7)));
    }
    go.countDown();
    calls.forEach(call -> assertThat(Waiting.on(call)).isEqualTo(new Product(7, "found", 1)));
    assertThat(runs()).isEqualTo(1);
  }

  @Test
  void aStageIsKeptOnceItHasSucceeded() {
    Product first = Waiting.on(catalog.later(7).toCompletableFuture());
    assertThat(Waiting.on(catalog.later(7).toCompletableFuture())).isEqualTo(first);
    assertThat(runs()).isEqualTo(1);
  }

  @Test
  void aFutureThatFailsIsNotKept() {
    CompletableFuture<Product> first = catalog.promised(7);
    itself.promise.completeExceptionally(new IllegalStateException("no"));
    assertThatThrownBy(first::join).hasRootCauseMessage("no");
    itself.promise = CompletableFuture.completedFuture(new Product(7, "kept", 2));
    assertThat(Waiting.on(catalog.promised(7)).text()).isEqualTo("kept");
    itself.promise = CompletableFuture.completedFuture(new Product(7, "not asked", 3));
    assertThat(Waiting.on(catalog.promised(7)).text()).isEqualTo("kept");
    assertThat(runs()).isEqualTo(2);
  }

  @Test
  void aFutureIsSharedAndItsCancelIsPassedOnWhenNobodyWaits() {
    CompletableFuture<Product> leader = catalog.promised(7);
    CompletableFuture<Product> follower = catalog.promised(7);
    assertThat(runs()).isEqualTo(1);
    follower.cancel(true);
    assertThat(itself.promise).isNotCancelled();
    leader.cancel(true);
    assertThatThrownBy(leader::join).isInstanceOf(CancellationException.class);
    Waiting.until(itself.promise::isCancelled, "the method's own future was not cancelled");
  }

  @Test
  void aStreamIsKeptWhenItWasReadToItsEnd() {
    try (Stream<Product> items = catalog.streamed(7)) {
      assertThat(items.limit(1)).hasSize(1);
    }
    List<Product> whole = read();
    assertThat(whole).hasSize(2).allMatch(it -> it.run() == 2);
    assertThat(read()).isEqualTo(whole);
    assertThat(runs()).isEqualTo(2);
  }

  private List<Product> read() {
    try (Stream<Product> items = catalog.streamed(7)) {
      return items.toList();
    }
  }

  @Test
  void aPublisherIsReplayedOnceItWasComplete() {
    List<Product> first = published();
    assertThat(first).hasSize(2);
    assertThat(published()).isEqualTo(first);
    assertThat(runs()).isEqualTo(1);
  }

  private List<Product> published() {
    CompletableFuture<List<Product>> whole = new CompletableFuture<>();
    catalog.published(7).subscribe(new Collecting(whole));
    return Waiting.on(whole);
  }

  private static final class Collecting implements Flow.Subscriber<Product> {
    private final List<Product> items = new ArrayList<>();
    private final CompletableFuture<List<Product>> whole;

    Collecting(CompletableFuture<List<Product>> whole) {
      this.whole = whole;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(Product item) {
      items.add(item);
    }

    @Override
    public void onError(Throwable failure) {
      whole.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
      whole.complete(items);
    }
  }

  @Test
  void whatUnlessHoldsForIsNotKept() {
    assertThat(catalog.unlessEmpty("")).isEmpty();
    assertThat(catalog.unlessEmpty("")).isEmpty();
    assertThat(runs()).isEqualTo(2);
    assertThat(catalog.unlessEmpty("tea")).isEqualTo(catalog.unlessEmpty("tea"));
    assertThat(runs()).isEqualTo(3);
    assertThat(catalog.unlessRun(4).run()).isEqualTo(4);
    assertThat(catalog.unlessRun(4).run()).isEqualTo(5);
    assertThat(catalog.unlessRun(4).run()).isEqualTo(5);
  }

  @Test
  void nothingIsKeptWhereUnlessFails() {
    assertThat(catalog.unlessFails(1).run()).isEqualTo(1);
    assertThat(catalog.unlessFails(1).run()).isEqualTo(2);
  }

  @Test
  void onlyTheKeysArgumentsCount() {
    assertThat(catalog.keyed("a", new Object())).isEqualTo(catalog.keyed("a", "other"));
    assertThat(catalog.ignoring("a", () -> {})).isEqualTo(catalog.ignoring("a", () -> {}));
    assertThat(catalog.ignoring("b", () -> {})).isEqualTo(3);
  }

  @Test
  void aTagThatCannotBeKeptMeansThatNothingIs() {
    Order nobodys = new Order(1, new Customer(null));
    assertThat(catalog.order(nobodys)).isNotEqualTo(catalog.order(nobodys));
    Order comma = new Order(1, new Customer("a,b"));
    assertThat(catalog.order(comma)).isNotEqualTo(catalog.order(comma));
    Order fine = new Order(1, new Customer("a"));
    assertThat(catalog.order(fine)).isEqualTo(catalog.order(fine));
  }

  @Test
  void aMethodThatSucceedsTakesItsTagAway() {
    Product seven = catalog.find(7);
    Product eight = catalog.find(8);
    catalog.change(7);
    assertThat(catalog.find(7)).isNotEqualTo(seven);
    assertThat(catalog.find(8)).isEqualTo(eight);
  }

  @Test
  void aMethodThatFailsTakesNothingAway() {
    Product seven = catalog.find(7);
    itself.trouble = () -> new IllegalStateException("no");
    assertThatThrownBy(() -> catalog.change(7)).hasMessage("no");
    assertThat(catalog.find(7)).isEqualTo(seven);
  }

  @Test
  void aStageTakesAwayOnceItHasCompleted() {
    Order order = new Order(1, new Customer("a"));
    int before = catalog.order(order);
    CompletableFuture<Void> done = new CompletableFuture<>();
    var changed = catalog.changeLater("a", done);
    assertThat(catalog.order(order)).isEqualTo(before);
    done.complete(null);
    assertThat(changed.toCompletableFuture()).isCompleted();
    assertThat(catalog.order(order)).isNotEqualTo(before);
  }

  @Test
  void answersAreTakenAwayByNameAndAllTogether() {
    Optional<Product> tea = catalog.search("tea");
    Product seven = catalog.find(7);
    catalog.forgetSearches();
    assertThat(catalog.search("tea")).isNotEqualTo(tea);
    assertThat(catalog.find(7)).isEqualTo(seven);
    catalog.forgetAll();
    assertThat(catalog.find(7)).isNotEqualTo(seven);
  }

  @Test
  void anEventTakesAway() {
    Product seven = catalog.find(7);
    container.beans().getBeanManager().getEvent().fire(LlmCacheEviction.tag("product:8"));
    assertThat(catalog.find(7)).isEqualTo(seven);
    container.beans().getBeanManager().getEvent().fire(LlmCacheEviction.method("Catalog.find"));
    Product again = catalog.find(7);
    assertThat(again).isNotEqualTo(seven);
    var fired =
        container.beans().getBeanManager().getEvent().fireAsync(LlmCacheEviction.tag("product:7"));
    Waiting.on(fired.toCompletableFuture());
    assertThat(catalog.find(7)).isNotEqualTo(again);
  }

  @Test
  void aBypassRunsTheMethodAndKeepsWhatItReturns() throws Exception {
    Product first = catalog.find(7);
    Product second = LlmCacheBypass.call(() -> catalog.find(7));
    assertThat(second).isNotEqualTo(first);
    assertThat(catalog.find(7)).isEqualTo(second);
  }

  @Test
  void theConfigurationGoesBeforeTheAnnotationAlsoAtRunTime() {
    close();
    open(Map.of("llmcache.method.Catalog.find.cached", "false"));
    assertThat(catalog.find(7)).isNotEqualTo(catalog.find(7));
    container.cache().configuration().change("llmcache.method.Catalog.find.cached", "true");
    assertThat(catalog.find(7)).isEqualTo(catalog.find(7));
    container.cache().configuration().change("llmcache.method.Catalog.find.ttl", "0");
    container.cache().configuration().change("llmcache.mode", "off");
    assertThat(catalog.find(9)).isNotEqualTo(catalog.find(9));
  }

  @Test
  void observedCallsAreMadeAndCounted() {
    close();
    open(Map.of("llmcache.mode", "observe"));
    assertThat(catalog.find(7)).isNotEqualTo(catalog.find(7));
    assertThat(container.cache().statistics().byDetail(Kind.WOULD_HIT)).containsEntry("l1", 1L);
  }

  @Test
  void anExplanationNamesTheArgumentThatDiffers() {
    close();
    open(Map.of("llmcache.explain-sample", "misses"));
    catalog.all(List.of(1L));
    catalog.all(List.of(2L));
    Explanation last = container.cache().explanations().get(0);
    assertThat(last.wayIn()).isEqualTo(WayIn.METHOD);
    assertThat(last.outcome()).isEqualTo(Explanation.Outcome.MISS);
    assertThat(last.differs()).singleElement().asString().contains("ids");
  }
}
