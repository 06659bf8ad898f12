package io.llmcache.filter.gateway;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;

/** What the gateway does not do. */
final class Refusals {

  private Refusals() {}

  /**
   * @throws RefusedException with the reason
   */
  static void check(HttpServletRequest request) throws RefusedException {
    String method = request.getMethod();
    if (method.equals("TRACE") || method.equals("CONNECT")) {
      throw new RefusedException(405, "The gateway does not pass " + method + " on.");
    }
    String upgrade = request.getHeader("Upgrade");
    if (upgrade != null && upgrade.toLowerCase(Locale.ROOT).contains("websocket")) {
      throw new RefusedException(
          501, "The gateway does not pass WebSocket connections on: call the provider itself.");
    }
    if (!request.isAsyncSupported()) {
      throw new RefusedException(
          500,
          "A filter of this application does not support asynchronous requests, which the gateway needs: declare it with async-supported.");
    }
  }
}
