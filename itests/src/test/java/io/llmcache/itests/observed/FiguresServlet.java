package io.llmcache.itests.observed;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** What the application's registries have been told. */
@WebServlet(urlPatterns = "/figures")
public class FiguresServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Inject private transient RegistryBeans registries;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("text/plain");
    response.getWriter().write(registries.figures());
  }
}
