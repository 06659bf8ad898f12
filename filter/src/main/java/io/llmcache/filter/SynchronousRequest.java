package io.llmcache.filter;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

/** A request that is over for its client: the application cannot go on with it later. */
final class SynchronousRequest extends HttpServletRequestWrapper {

  private final Runnable refused;

  /**
   * @param refused runs where the application wants to
   */
  SynchronousRequest(HttpServletRequest request, Runnable refused) {
    super(request);
    this.refused = refused;
  }

  @Override
  public boolean isAsyncSupported() {
    return false;
  }

  @Override
  public AsyncContext startAsync() {
    refused.run();
    throw new IllegalStateException("the request was answered already, from the cache");
  }

  @Override
  public AsyncContext startAsync(ServletRequest request, ServletResponse response) {
    return startAsync();
  }
}
