package io.llmcache.interceptor.jaxrs;

import io.llmcache.LlmCache;
import io.llmcache.LlmCaches;
import io.llmcache.exchange.Headers;
import io.llmcache.exchange.Lease;
import io.llmcache.exchange.Outcome;
import io.llmcache.exchange.WayIn;
import jakarta.annotation.Priority;
import jakarta.ws.rs.ConstrainedTo;
import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.client.ClientResponseContext;
import jakarta.ws.rs.client.ClientResponseFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Providers;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Answers a client's call from the cache, or has the provider's answer recorded while the caller
 * reads it. Thread-safe. Blocks its caller as the call itself would, also as long as an identical
 * call is in flight. No fault of the cache shows: the call is then made as if it were not there.
 *
 * <p>Public because JAX-RS makes it; applications know only {@link LlmCacheFeature}.
 */
@ConstrainedTo(RuntimeType.CLIENT)
@Priority(Integer.MAX_VALUE)
public final class LlmCacheClientFilter implements ClientRequestFilter, ClientResponseFilter {

  private static final System.Logger LOG = System.getLogger(LlmCacheClientFilter.class.getName());

  private final AtomicBoolean reported = new AtomicBoolean();
  @Context private Providers providers;

  @Override
  public void filter(ClientRequestContext request) throws IOException {
    Pending earlier = Pending.of(request);
    if (earlier != null && earlier.belongsTo(request)) {
      return;
    }
    BackgroundCall.Marked own = BackgroundCall.of(request);
    if (own != null) {
      own.restore(request);
      forward(request, own.lease(), own.executor());
      return;
    }
    LlmCache cache = cacheFor(request);
    if (cache != null) {
      answer(cache, request);
    }
  }

  private void answer(LlmCache cache, ClientRequestContext request) throws IOException {
    Outcome outcome = open(cache, request);
    if (outcome instanceof Outcome.Served served) {
      ServedReply.insteadOfCall(request, served.reply());
    } else if (outcome instanceof Outcome.Forward forward) {
      forward(request, forward.lease(), cache.executor());
    } else {
      OutboundRequest.keepOwnFieldsHere(request);
    }
  }

  @Override
  public void filter(ClientRequestContext request, ClientResponseContext response) {
    Pending pending = Pending.of(request);
    if (pending == null || !pending.belongsTo(request)) {
      return;
    }
    try {
      pending.then().reply(response);
    } catch (RuntimeException e) {
      report(e);
      pending.then().failed(e);
    }
  }

  private @Nullable LlmCache cacheFor(ClientRequestContext request) {
    try {
      LlmCache cache = LlmCaches.current();
      boolean wanted = cache.looksAt(WayIn.CLIENT, request.getMethod(), request.getUri());
      return wanted ? cache : null;
    } catch (RuntimeException e) {
      report(e);
      return null;
    }
  }

  private @Nullable Outcome open(LlmCache cache, ClientRequestContext request) throws IOException {
    try {
      int limit = cache.settings().maxRequestSize();
      byte[] body = new RequestBody(request, providers).read(limit);
      if (body == null) {
        return null;
      }
      return body.length > limit
          ? new Outcome.Forward(
              cache.bypass(
                  "request-too-large", WayIn.CLIENT, Headers.of(request.getStringHeaders())))
          : settled(cache.open(OutboundRequest.of(request, body, cache)));
    } catch (RuntimeException e) {
      report(e);
      return null;
    }
  }

  /** Waits for an identical call in flight; null where this thread was interrupted meanwhile. */
  private static @Nullable Outcome settled(Outcome outcome) {
    if (!(outcome instanceof Outcome.Follow follow)) {
      return outcome;
    }
    CompletableFuture<Outcome> next = follow.next();
    try {
      return next.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return next.cancel(false) ? null : next.join();
    } catch (ExecutionException e) {
      return null;
    }
  }

  private static void forward(ClientRequestContext request, Lease lease, Executor executor) {
    RecordedReply recorder = new RecordedReply(lease, executor);
    if (lease.records() && Platform.of(request) == Platform.RESTEASY) {
      ResteasyCall.make(request, recorder);
    } else {
      OutboundRequest.keepCacheFieldsHere(request);
      byte[] less = recorder.requestBody();
      if (less != null) {
        request.setEntity(less);
      }
      new Pending(request, recorder).keep();
    }
  }

  /** Aloud once in each client: what is wrong is mostly wrong each time. */
  private void report(RuntimeException e) {
    Level level = reported.compareAndSet(false, true) ? Level.WARNING : Level.DEBUG;
    LOG.log(level, "llmcache keeps out of a call that it could not handle.", e);
  }
}
