package io.llmcache.itests.probe;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.stream.Collectors;

/** The names of all threads of the server, one on a line. */
@WebServlet("/threads")
public class ThreadsServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("text/plain");
    response
        .getWriter()
        .write(
            Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .collect(Collectors.joining("\n")));
  }
}
