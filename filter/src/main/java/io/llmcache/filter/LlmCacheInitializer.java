package io.llmcache.filter;

import io.llmcache.LlmCache;
import io.llmcache.LlmCaches;
import io.llmcache.filter.admin.AdminServlet;
import io.llmcache.filter.gateway.GatewayServlet;
import io.llmcache.settings.Settings;
import io.llmcache.settings.SettingsException;
import io.llmcache.settings.SettingsSource;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.HttpConstraintElement;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.ServletSecurityElement;
import jakarta.servlet.annotation.ServletSecurity;
import java.lang.System.Logger.Level;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Starts the cache of a deployment that has this jar: reads the settings, among them context
 * parameters that begin with {@code llmcache.}, and registers the filter, where routes are set the
 * gateway, and where a role is set the administrator's page. Wrong settings stop the deployment. A
 * filter or servlet that the deployment itself declares under the same name is left as it is.
 */
public final class LlmCacheInitializer implements ServletContainerInitializer {

  /** The filter's name. */
  public static final String FILTER = "llmcache";

  /** The gateway servlet's name. */
  public static final String GATEWAY = "llmcache-gateway";

  /** The name of the administrator's page. */
  public static final String ADMIN = "llmcache-admin";

  private static final System.Logger LOG = System.getLogger("io.llmcache.filter");

  @Override
  public void onStartup(@Nullable Set<Class<?>> classes, ServletContext context)
      throws ServletException {
    ClassLoader deployment = context.getClassLoader();
    try {
      LlmCache cache = LlmCaches.start(deployment, parameters(context));
      context.addListener(new DeploymentEnd());
      addFilter(context, cache);
      addGateway(context, cache);
      addAdmin(context, cache);
    } catch (SettingsException e) {
      LlmCaches.stop(deployment);
      throw new ServletException(e.getMessage(), e);
    }
  }

  private static SettingsSource parameters(ServletContext context) {
    Map<String, String> parameters = new TreeMap<>();
    for (String name : Collections.list(context.getInitParameterNames())) {
      parameters.put(name, context.getInitParameter(name));
    }
    return SettingsSource.ofMap("context parameters", true, parameters);
  }

  /**
   * Behind the application's own filters: who they turn away gets nothing from the cache either.
   */
  private static void addFilter(ServletContext context, LlmCache cache) {
    FilterRegistration.Dynamic filter = context.addFilter(FILTER, new LlmCacheFilter(cache));
    if (filter != null) {
      filter.setAsyncSupported(true);
      filter.addMappingForUrlPatterns(
          EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC), true, "/*");
    }
  }

  private static void addGateway(ServletContext context, LlmCache cache) {
    Settings.Gateway settings = cache.settings().gateway();
    if (settings.routes().isEmpty()) {
      return;
    }
    ServletRegistration.Dynamic gateway = context.addServlet(GATEWAY, new GatewayServlet(cache));
    if (gateway != null) {
      gateway.setAsyncSupported(true);
      gateway.addMapping(settings.path() + "/*");
      LOG.log(
          Level.INFO,
          "The gateway is at {0}{1}, with the routes {2}. The server''s own limits hold for it: the"
              + " size of a request''s body (WildFly: max-post-size) and encoded slashes in paths"
              + " (WildFly: allow-encoded-slash).",
          context.getContextPath(),
          settings.path(),
          String.join(", ", settings.routes().keySet()));
    }
  }

  /** Only for users in the role: by the container's rule, and by the servlet's own look. */
  private static void addAdmin(ServletContext context, LlmCache cache) {
    Settings.Admin settings = cache.settings().admin();
    String role = settings.role();
    if (role == null) {
      return;
    }
    ServletRegistration.Dynamic admin = context.addServlet(ADMIN, new AdminServlet(cache, role));
    if (admin != null) {
      context.declareRoles(role);
      admin.addMapping(settings.path() + "/*");
      admin.setServletSecurity(
          new ServletSecurityElement(
              new HttpConstraintElement(ServletSecurity.TransportGuarantee.NONE, role)));
      LOG.log(
          Level.INFO,
          "The administrator''s page is at {0}{1}, for users in the role {2}.",
          context.getContextPath(),
          settings.path(),
          role);
    }
  }
}
