package io.llmcache.benchmarks.web.floor;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Reads the body, hashes it and writes all events at once. */
@WebServlet("/events")
public final class EventsServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    KnownAnswers.hashed(request);
    KnownAnswers.write(response, "text/event-stream", KnownAnswers.EVENTS);
  }
}
