package io.llmcache.itests.cluster;

import io.llmcache.LlmCaches;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Reads the encryption keys again, and says which there are. */
@WebServlet("/reload-keys")
public final class ReloadKeysServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.getWriter().write(LlmCaches.current().reloadKeys().toString());
  }
}
