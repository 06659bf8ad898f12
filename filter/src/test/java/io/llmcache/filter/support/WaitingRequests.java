package io.llmcache.filter.support;

import io.llmcache.testing.Waiting;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the requests that were left to be answered later. */
public final class WaitingRequests implements Filter {

  private final AtomicInteger left = new AtomicInteger();

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    chain.doFilter(request, response);
    if (request.isAsyncStarted()) {
      left.incrementAndGet();
    }
  }

  /** Waits until so many have been. */
  public void await(int count) {
    Waiting.until(() -> left.get() >= count, "fewer than " + count + " wait: " + left);
  }
}
