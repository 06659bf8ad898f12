package io.llmcache.itests.cluster;

import io.llmcache.LlmCaches;
import io.llmcache.spi.Invalidation;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Invalidates the namespace, and says what the near tier is. */
@WebServlet("/invalidate")
public final class InvalidateServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    LlmCaches.current().invalidate(Invalidation.namespace());
    response.getWriter().write(LlmCaches.current().description());
  }
}
