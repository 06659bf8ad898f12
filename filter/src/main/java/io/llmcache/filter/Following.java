package io.llmcache.filter;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcache.exchange.Headers;
import io.llmcache.exchange.Lease;
import io.llmcache.exchange.Outcome;
import io.llmcache.exchange.Reply;
import io.llmcache.exchange.ReplyBody;
import io.llmcache.filter.io.ReplyPump;
import io.llmcache.filter.io.RequestBody;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A request that waits, without a thread, for the answer to an identical one. Gets that answer, or
 * is dispatched to the application after all.
 */
final class Following {

  private static final String ATTRIBUTE = Forwarding.class.getName();

  private final HttpServletRequest request;
  private final RequestBody body;
  private final Executor executor;
  private final ReplyPump pump;

  Following(
      HttpServletRequest request,
      HttpServletResponse response,
      RequestBody body,
      Executor executor) {
    this.request = request;
    this.body = body;
    this.executor = executor;
    this.pump = ReplyPump.begin(request, response, "/", cause -> brokenOff());
  }

  /** What a dispatched request is to be forwarded with, once; null: it is no such dispatch. */
  static @Nullable Forwarding taken(HttpServletRequest request) {
    Object forwarding = request.getAttribute(ATTRIBUTE);
    request.removeAttribute(ATTRIBUTE);
    return forwarding instanceof Forwarding given ? given : null;
  }

  void begin(Outcome outcome) {
    if (outcome instanceof Outcome.Served served) {
      pump.answer(served.reply());
    } else if (outcome instanceof Outcome.Forward forward) {
      dispatch(forward.lease());
    } else if (outcome instanceof Outcome.Follow follow) {
      pump.whenOver(() -> follow.next().cancel(false));
      follow.next().thenAcceptAsync(this::begin, executor);
    }
  }

  private void dispatch(Lease lease) {
    pump.whenOver(lease::close);
    request.setAttribute(ATTRIBUTE, new Forwarding(body, lease));
    try {
      pump.dispatch();
    } catch (IllegalStateException e) {
      // the client has gone, and the server has ended the request
      lease.close();
    }
  }

  private static Reply brokenOff() {
    String text =
        "{\"error\":{\"message\":\"The answer to the identical request broke off before it began.\","
            + "\"type\":\"llmcache\"}}";
    return new Reply(
        502,
        Headers.of("Content-Type", "application/json").plus("Cache-Control", "no-store"),
        new ReplyBody.Whole(text.getBytes(UTF_8)));
  }
}
