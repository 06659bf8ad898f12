package io.llmcache.filter.io;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;

/**
 * Breaks off a response that has begun, so that the client sees it: the connection closes without
 * the mark that ends the body. A clean end would make a truncated answer look whole.
 *
 * <p>The Servlet API has no such call. Servers do it when a dispatch ends with an exception;
 * Undertow ends the body cleanly then, but closes the connection when an asynchronous request whose
 * response has begun times out.
 */
public final class Cut {

  private static final String ATTRIBUTE = Cut.class.getName();

  private Cut() {}

  /**
   * Has the request dispatched to {@code path}, where the servlet or filter calls {@link #happens}
   * before anything else.
   */
  static void begin(AsyncContext async, String path) {
    async.getRequest().setAttribute(ATTRIBUTE, async.getClass().getName());
    async.dispatch(path);
  }

  /**
   * Cuts the response if this is the dispatch to do so.
   *
   * @return whether it was: then the caller only returns
   * @throws IOException to be passed on: it is what makes the server close the connection
   */
  public static boolean happens(HttpServletRequest request) throws IOException {
    if (!(request.getAttribute(ATTRIBUTE) instanceof String server)) {
      return false;
    }
    request.removeAttribute(ATTRIBUTE);
    if (!server.startsWith("io.undertow.")) {
      throw new IOException("the reply broke off, so the client's connection is closed");
    }
    request.startAsync().setTimeout(1);
    return true;
  }
}
