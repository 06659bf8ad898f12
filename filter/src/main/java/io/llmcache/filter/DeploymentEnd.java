package io.llmcache.filter;

import io.llmcache.LlmCaches;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;

/** Closes the deployment's cache with it. */
final class DeploymentEnd implements ServletContextListener {

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    LlmCaches.stop(event.getServletContext().getClassLoader());
  }
}
