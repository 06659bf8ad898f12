package io.llmcache.filter;

import io.llmcache.exchange.CacheRequest;
import io.llmcache.exchange.Lease;
import io.llmcache.exchange.Refresher;
import io.llmcache.filter.io.RequestBody;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Has the application asked once more for a fresh answer, in the request's own thread, after the
 * client has the whole of a stored one: a container knows its request in no other thread. What the
 * application writes goes into the cache only. For one request, and its thread.
 */
final class AfterAnswer implements Refresher {

  private final HttpServletRequest request;
  private final HttpServletResponse response;
  private final RequestBody body;
  private final FilterChain chain;
  private final Runnable refused;
  private @Nullable Runnable due;
  private boolean answered;

  /**
   * @param refused runs where the application cannot answer in this thread
   */
  AfterAnswer(
      HttpServletRequest request,
      HttpServletResponse response,
      RequestBody body,
      FilterChain chain,
      Runnable refused) {
    this.request = request;
    this.response = response;
    this.body = body;
    this.chain = chain;
    this.refused = refused;
  }

  @Override
  public void schedule(Runnable call, Executor engine) {
    due = call;
  }

  /** Before the stored answer is written: the client's next request must not wait for this one. */
  void announce() {
    if (due != null && request.getProtocol().startsWith("HTTP/1")) {
      response.setHeader("Connection", "close");
    }
  }

  /** The stored answer, whose length was said, is written. */
  void answered() throws IOException {
    if (due != null) {
      response.flushBuffer();
      answered = true;
    }
  }

  /** Makes the call if one is due, and gives it up if the answer was not written whole. */
  void run() {
    Runnable call = due;
    due = null;
    if (call != null) {
      call.run();
    }
  }

  @Override
  public void call(CacheRequest asked, Lease lease) {
    if (!answered) {
      lease.close();
      return;
    }
    try {
      new Forwarding(body, lease)
          .to(new SynchronousRequest(request, refused), new DiscardingResponse(response), chain);
    } catch (IOException | ServletException e) {
      lease.failed(e);
    }
  }
}
