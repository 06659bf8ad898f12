package io.llmcache.interceptor.method;

import io.llmcache.AgeTrace;
import io.llmcache.LlmCache;
import io.llmcache.exchange.Lease;
import io.llmcache.exchange.Outcome;
import io.llmcache.exchange.Reply;
import io.llmcache.exchange.ReplyBody;
import io.llmcache.interceptor.outbound.RecordedStream;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * One subscription to a method's items. The cache is asked, and perhaps the method called, when the
 * first item is wanted: whoever asks for none keeps nobody waiting.
 */
final class ItemsCall implements Flow.Subscription {

  private final @Nullable LlmCache cache;
  private final MethodCall call;
  private final Results results;
  private final Callable<? extends Flow.Publisher<?>> proceed;
  private final Flow.Subscriber<? super Object> subscriber;
  private long wanted;
  private boolean introduced;
  private boolean begun;
  private boolean over;
  private @Nullable ItemSource source;
  private @Nullable CompletableFuture<Outcome> awaited;

  /**
   * @param cache null: it keeps out
   */
  ItemsCall(
      @Nullable LlmCache cache,
      MethodCall call,
      Results results,
      Callable<? extends Flow.Publisher<?>> proceed,
      Flow.Subscriber<? super Object> subscriber) {
    this.cache = cache;
    this.call = call;
    this.results = results;
    this.proceed = proceed;
    this.subscriber = subscriber;
  }

  void introduce() {
    subscriber.onSubscribe(this);
    synchronized (this) {
      introduced = true;
      begun = wanted > 0 && !over;
      if (!begun) {
        return;
      }
    }
    begin();
  }

  @Override
  public void request(long count) {
    ItemSource its;
    boolean first = false;
    boolean bad = false;
    synchronized (this) {
      if (over) {
        return;
      }
      its = source;
      if (count > 0) {
        wanted = Demand.plus(wanted, count);
        first = introduced && !begun;
        begun = begun || first;
      } else if (its == null) {
        over = true;
        bad = true;
      }
    }
    if (bad) {
      leave();
      subscriber.onError(FedItems.badRequest(count));
    } else if (first) {
      begin();
    } else if (its != null) {
      its.request(count);
    }
  }

  @Override
  public void cancel() {
    ItemSource its;
    synchronized (this) {
      over = true;
      its = source;
    }
    leave();
    if (its != null) {
      its.cancel();
    }
  }

  private void leave() {
    CompletableFuture<Outcome> next;
    synchronized (this) {
      next = awaited;
    }
    if (next != null) {
      next.cancel(false);
    }
  }

  private synchronized boolean isOver() {
    return over;
  }

  private void begin() {
    if (cache == null) {
      own(null);
    } else {
      answer(cache, cache.open(MethodRequests.of(call, true)), true);
    }
  }

  private void answer(LlmCache there, Outcome outcome, boolean mayAskAgain) {
    if (outcome instanceof Outcome.Served served) {
      serve(there, served.reply(), mayAskAgain);
    } else if (outcome instanceof Outcome.Forward forward) {
      own(forward.lease());
    } else if (outcome instanceof Outcome.Follow follow) {
      await(there, follow.next(), mayAskAgain);
    }
  }

  private void serve(LlmCache there, Reply reply, boolean mayAskAgain) {
    if (reply.body() instanceof ReplyBody.Live live) {
      take(fed(new LineFeed(live.open(), results)));
      return;
    }
    List<@Nullable Object> items = results.items(reply);
    if (items != null) {
      take(fed(LineFeed.of(items)));
    } else if (mayAskAgain) {
      answer(there, there.open(MethodRequests.of(call.again(), true)), false);
    } else {
      own(null);
    }
  }

  private FedItems fed(ItemFeed feed) {
    Executor executor = cache == null ? Runnable::run : cache.executor();
    return new FedItems(feed, subscriber, executor, why -> own(null));
  }

  private void await(LlmCache there, CompletableFuture<Outcome> next, boolean mayAskAgain) {
    boolean late;
    synchronized (this) {
      awaited = next;
      late = over;
    }
    if (late) {
      next.cancel(false);
    }
    next.whenComplete(
        (outcome, failure) -> {
          if (failure == null) {
            goOn(there, () -> resume(there, outcome, mayAskAgain));
          }
        });
  }

  private static void goOn(LlmCache there, Runnable work) {
    if (!RecordedStream.submit(there.executor(), work)) {
      work.run();
    }
  }

  private void resume(LlmCache there, Outcome outcome, boolean mayAskAgain) {
    synchronized (this) {
      awaited = null;
    }
    answer(there, outcome, mayAskAgain);
  }

  /** Has the items come from the source from now on; nothing was given before. */
  private void take(ItemSource next) {
    long asked;
    synchronized (this) {
      source = next;
      asked = over ? -1 : wanted;
    }
    if (asked < 0) {
      next.cancel();
    } else {
      next.request(asked);
    }
  }

  /**
   * Calls the method.
   *
   * @param lease null: past the cache
   */
  private void own(@Nullable Lease lease) {
    if (isOver()) {
      close(lease);
      return;
    }
    boolean records = lease != null && lease.records();
    if (!records) {
      close(lease);
    }
    Flow.Publisher<?> publisher;
    Duration age = Duration.ZERO;
    try (AgeTrace ages = cache == null ? null : cache.traceAges()) {
      publisher =
          Objects.requireNonNull(
              Calls.make(call, proceed), () -> call.name() + " returned no publisher");
      if (ages != null) {
        age = ages.oldest();
      }
    } catch (Exception | Error e) {
      // as if its publisher had failed
      MethodItems none = items(records ? lease : null, age);
      take(none);
      none.onError(e);
      return;
    }
    MethodItems items = items(records ? lease : null, age);
    take(items);
    subscribe(publisher, items);
  }

  @SuppressWarnings("unchecked")
  private static void subscribe(Flow.Publisher<?> publisher, MethodItems items) {
    try {
      ((Flow.Publisher<Object>) publisher).subscribe(items);
    } catch (RuntimeException e) {
      // it should not, but then there is nobody else to tell
      items.onError(e);
    }
  }

  private MethodItems items(@Nullable Lease lease, Duration age) {
    return new MethodItems(subscriber, lease, results, age, stale -> take(fed(LineFeed.of(stale))));
  }

  private static void close(@Nullable Lease lease) {
    if (lease != null) {
      lease.close();
    }
  }
}
