package io.llmcache.filter.gateway;

import io.llmcache.LlmCache;
import io.llmcache.LlmCaches;
import io.llmcache.exchange.CacheRequest;
import io.llmcache.exchange.Headers;
import io.llmcache.exchange.Outcome;
import io.llmcache.exchange.Reply;
import io.llmcache.exchange.ReplyBody;
import io.llmcache.exchange.WayIn;
import io.llmcache.filter.io.Cut;
import io.llmcache.filter.io.Replies;
import io.llmcache.filter.io.RequestBody;
import io.llmcache.filter.io.RequestHeaders;
import io.llmcache.settings.Mode;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/**
 * A caching reverse proxy to the routes of {@code llmcache.gateway.routes}, for clients in any
 * language. Everything passes: every method, content type and size; what the cache knows is
 * answered from it. Registered by the deployment's start where routes are set.
 *
 * <p>A request's own thread is held while its body is read, and for the look-up; while the provider
 * thinks and the reply flows, no thread is.
 */
public final class GatewayServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  /**
   * How many bytes of a hit are written by the request's own thread: so few that the server and the
   * connection take them, even if the client reads nothing.
   */
  private static final int AT_ONCE = 8 << 10;

  private final transient LlmCache cache;
  private final transient Routes routes;
  private final transient Upstreams upstreams;
  private final transient BackgroundCall background;

  /** For a deployment descriptor: the cache is the deployment's. */
  public GatewayServlet() {
    this(LlmCaches.current());
  }

  /**
   * A gateway on a cache of one's own.
   *
   * @throws io.llmcache.settings.SettingsException if a route leads to a forbidden address
   */
  public GatewayServlet(LlmCache cache) {
    this.cache = cache;
    this.routes = Routes.of(cache.settings().gateway());
    this.upstreams = new Upstreams(cache.settings().gateway());
    this.background = new BackgroundCall(upstreams);
  }

  @Override
  public void destroy() {
    upstreams.close();
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    if (Cut.happens(request)) {
      return;
    }
    try {
      pass(request, response);
    } catch (RefusedException e) {
      write(response, GatewayReplies.refused(e));
    }
  }

  private void pass(HttpServletRequest request, HttpServletResponse response)
      throws RefusedException, IOException {
    Refusals.check(request);
    Routes.Routed routed = routes.resolve(request);
    Headers received = RequestHeaders.of(request);
    Headers forCache = RequestHeaders.forCache(received, request, cache.settings().explain());
    boolean looksAt = cache.looksAt(WayIn.GATEWAY, request.getMethod(), routed.target());
    RequestBody body = looksAt ? read(request) : RequestBody.UNREAD;
    Outcome outcome =
        looksAt && body.whole()
            ? cache.open(
                CacheRequest.of(
                        WayIn.GATEWAY,
                        request.getMethod(),
                        routed.target(),
                        forCache,
                        body.prefix())
                    .by(name(request.getUserPrincipal()))
                    .inParts()
                    .refreshedBy(background))
            : new Outcome.Forward(cache.bypass(reason(looksAt), WayIn.GATEWAY, forCache));
    if (outcome instanceof Outcome.Served served
        && served.reply().body() instanceof ReplyBody.Whole whole
        && whole.bytes().length <= AT_ONCE) {
      Replies.write(response, served.reply(), whole);
      return;
    }
    new GatewayExchange(request, response, routed, received, body, upstreams, cache.executor())
        .run(outcome);
  }

  private RequestBody read(HttpServletRequest request) throws RefusedException {
    try {
      return RequestBody.read(request, cache.settings().maxRequestSize());
    } catch (IOException e) {
      throw new RefusedException(400, "The request's body could not be read: " + e.getMessage());
    }
  }

  private String reason(boolean looksAt) {
    if (looksAt) {
      return "request-too-large";
    }
    return cache.settings().mode() == Mode.OFF ? "off" : "unknown-format";
  }

  private static @Nullable String name(@Nullable Principal principal) {
    return principal == null ? null : principal.getName();
  }

  private static void write(HttpServletResponse response, Reply reply) throws IOException {
    Replies.write(response, reply, (ReplyBody.Whole) reply.body());
  }
}
