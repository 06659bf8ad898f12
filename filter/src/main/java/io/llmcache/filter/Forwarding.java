package io.llmcache.filter;

import io.llmcache.exchange.Lease;
import io.llmcache.filter.io.RequestBody;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger.Level;

/** A request on its way to the application, with the body that was read and the lease it got. */
record Forwarding(RequestBody body, Lease lease) {

  private static final System.Logger LOG = System.getLogger("io.llmcache.filter");

  void to(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (lease.records()) {
      record(request, response, chain);
      return;
    }
    try (lease) {
      HttpServletResponse announced = new AnnouncedResponse(response, lease);
      chain.doFilter(new ReplayedRequest(request, body, announced, null), announced);
    }
  }

  private void record(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    RecordedResponse recorded = RecordedResponse.over(response, lease);
    Tee tee = recorded.tee();
    ReplayedRequest replayed = new ReplayedRequest(request, body, recorded, tee);
    try {
      chain.doFilter(replayed, recorded);
      if (!replayed.wentAsync()) {
        tee.replaces(recorded.getStatus());
        tee.end();
      }
    } catch (IOException | ServletException | RuntimeException e) {
      if (replayed.wentAsync() || !tee.replaces(e)) {
        tee.fail(e);
        throw e;
      }
      LOG.log(Level.WARNING, "The application failed, so a stale answer was given.", e);
    } catch (Throwable e) {
      tee.fail(e);
      throw e;
    }
  }
}
