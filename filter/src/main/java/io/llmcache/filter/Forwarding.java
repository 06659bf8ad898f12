package io.llmcache.filter;

import io.llmcache.exchange.Lease;
import io.llmcache.filter.io.RequestBody;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** A request on its way to the application, with the body that was read and the lease it got. */
record Forwarding(RequestBody body, Lease lease) {

  void to(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (lease.records()) {
      record(request, response, chain);
      return;
    }
    try (lease) {
      HttpServletResponse announced = new AnnouncedResponse(response, lease.cacheStatus());
      chain.doFilter(new ReplayedRequest(request, body, announced, null), announced);
    }
  }

  private void record(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    RecordedResponse recorded = new RecordedResponse(response, lease);
    ReplayedRequest replayed = new ReplayedRequest(request, body, recorded, recorded.tee());
    boolean returned = false;
    try {
      chain.doFilter(replayed, recorded);
      returned = true;
    } finally {
      if (!returned) {
        recorded.tee().fail(new IOException("the application failed"));
      } else if (!replayed.wentAsync()) {
        recorded.tee().end();
      }
    }
  }
}
