package io.llmcache.benchmarks.web.floor;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Reads the body, hashes it and writes the answer. */
@WebServlet("/whole")
public final class WholeServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    KnownAnswers.hashed(request);
    KnownAnswers.write(response, "application/json", KnownAnswers.WHOLE);
  }
}
