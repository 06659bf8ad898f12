package io.llmcache.benchmarks.web.floor;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds each request, without a thread, until as many are there as {@code hold/COUNT} says; then
 * answers all, one after the other. {@code COUNT/events} answers with events.
 */
@WebServlet(urlPatterns = "/hold/*", asyncSupported = true)
public final class HoldServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  private final transient List<AsyncContext> held = new ArrayList<>();

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    KnownAnswers.hashed(request);
    String[] asked = request.getPathInfo().split("/");
    AsyncContext async = request.startAsync();
    async.setTimeout(0);
    List<AsyncContext> all = hold(async, Integer.parseInt(asked[1]));
    boolean events = asked.length > 2;
    for (AsyncContext each : all) {
      KnownAnswers.write(
          (HttpServletResponse) each.getResponse(),
          events ? "text/event-stream" : "application/json",
          events ? KnownAnswers.EVENTS : KnownAnswers.WHOLE);
      each.complete();
    }
  }

  /** All that are held, once they are enough; none before. */
  private synchronized List<AsyncContext> hold(AsyncContext async, int wanted) {
    held.add(async);
    if (held.size() < wanted) {
      return List.of();
    }
    List<AsyncContext> all = List.copyOf(held);
    held.clear();
    return all;
  }
}
