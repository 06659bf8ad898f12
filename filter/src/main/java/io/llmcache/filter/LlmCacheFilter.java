package io.llmcache.filter;

import io.llmcache.LlmCache;
import io.llmcache.LlmCaches;
import io.llmcache.exchange.CacheRequest;
import io.llmcache.exchange.Headers;
import io.llmcache.exchange.Lease;
import io.llmcache.exchange.Outcome;
import io.llmcache.exchange.ReplyBody;
import io.llmcache.exchange.WayIn;
import io.llmcache.filter.gateway.GatewayServlet;
import io.llmcache.filter.io.Cut;
import io.llmcache.filter.io.Replies;
import io.llmcache.filter.io.RequestBody;
import io.llmcache.filter.io.RequestHeaders;
import io.llmcache.settings.ReplayPace;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.security.Principal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Answers requests to the application's own LLM endpoints from the cache, and records what the
 * application answers to the others. Looks at JSON requests to recognised paths only; all else, the
 * gateway's requests included, passes untouched.
 *
 * <p>Bodies are read once, into memory, and given to the application again.
 */
public final class LlmCacheFilter implements Filter {

  private final LlmCache cache;

  /** Whether the application was seen to answer later: it cannot be asked without a client then. */
  private volatile boolean asynchronous;

  /** For a deployment descriptor: the cache is the deployment's. */
  public LlmCacheFilter() {
    this(LlmCaches.current());
  }

  /** A filter on a cache of one's own. */
  public LlmCacheFilter(LlmCache cache) {
    this.cache = cache;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (request instanceof HttpServletRequest httpRequest
        && response instanceof HttpServletResponse httpResponse) {
      filter(httpRequest, httpResponse, chain);
    } else {
      chain.doFilter(request, response);
    }
  }

  private void filter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (request.getDispatcherType() == DispatcherType.ASYNC) {
      resume(request, response, chain);
      return;
    }
    URI target = isForGateway(request) ? null : target(request);
    if (target == null || !looksAt(request, target)) {
      chain.doFilter(request, response);
      return;
    }
    RequestBody body = RequestBody.read(request, cache.settings().maxRequestSize());
    if (!body.whole()) {
      Lease lease = cache.bypass("request-too-large", WayIn.SERVLET, headers(request));
      new Forwarding(body, lease).to(request, response, chain);
      return;
    }
    AfterAnswer after = new AfterAnswer(request, response, body, chain, () -> asynchronous = true);
    try {
      Outcome outcome = cache.open(cacheRequest(request, target, body, after));
      if (outcome instanceof Outcome.Served served
          && served.reply().body() instanceof ReplyBody.Whole whole) {
        after.announce();
        Replies.write(response, served.reply(), whole);
        after.answered();
      } else {
        answer(outcome, body, request, response, chain);
      }
    } finally {
      after.run();
    }
  }

  private CacheRequest cacheRequest(
      HttpServletRequest request, URI target, RequestBody body, AfterAnswer after) {
    Principal principal = request.getUserPrincipal();
    CacheRequest asked =
        CacheRequest.of(WayIn.SERVLET, request.getMethod(), target, headers(request), body.prefix())
            .by(principal == null ? null : principal.getName());
    // a paced replay goes on when this thread is done
    boolean paced = cache.settings().replayPace().kind() != ReplayPace.Kind.INSTANT;
    return asynchronous || paced ? asked : asked.refreshedBy(after);
  }

  private Headers headers(HttpServletRequest request) {
    return RequestHeaders.forCache(RequestHeaders.of(request), request, cache.settings().explain());
  }

  private void answer(
      Outcome outcome,
      RequestBody body,
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain)
      throws IOException, ServletException {
    if (outcome instanceof Outcome.Served served
        && served.reply().body() instanceof ReplyBody.Whole whole) {
      Replies.write(response, served.reply(), whole);
    } else if (outcome instanceof Outcome.Forward forward) {
      new Forwarding(body, forward.lease()).to(request, response, chain);
      if (request.isAsyncStarted()) {
        asynchronous = true;
      }
    } else if (request.isAsyncSupported()) {
      new Following(request, response, body, cache.executor()).begin(outcome);
    } else {
      // the application holds its thread while its provider thinks, so it may wait here as well
      answer(BlockingWait.on(outcome), body, request, response, chain);
    }
  }

  private static void resume(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (Cut.happens(request)) {
      return;
    }
    Forwarding forwarding = Following.taken(request);
    if (forwarding == null) {
      chain.doFilter(request, response);
    } else {
      forwarding.to(request, response, chain);
    }
  }

  private boolean looksAt(HttpServletRequest request, URI target) {
    return cache.looksAt(WayIn.SERVLET, request.getMethod(), target)
        && mayBeJson(request.getContentType());
  }

  /** Other types, forms above all, are read by the server, which must find the body unread. */
  private static boolean mayBeJson(@Nullable String contentType) {
    return contentType == null || contentType.toLowerCase(Locale.ROOT).contains("json");
  }

  /** The gateway looks its requests up itself. */
  private boolean isForGateway(HttpServletRequest request) {
    if (cache.settings().gateway().routes().isEmpty()) {
      return false;
    }
    String servlet = request.getHttpServletMapping().getServletName();
    ServletRegistration registration =
        request.getServletContext().getServletRegistration(servlet == null ? "" : servlet);
    return registration != null
        && GatewayServlet.class.getName().equals(registration.getClassName());
  }

  /** The request's own address, or null where its path or Host field makes none. */
  private static @Nullable URI target(HttpServletRequest request) {
    String query = request.getQueryString();
    try {
      return URI.create(request.getRequestURL() + (query == null ? "" : "?" + query));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
