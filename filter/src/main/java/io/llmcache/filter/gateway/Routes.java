package io.llmcache.filter.gateway;

import io.llmcache.settings.Settings;
import io.llmcache.settings.SettingsException;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where requests go: {@code PATH/ROUTE/rest?query} to the route's base address, followed by the
 * rest and the query exactly as they were sent. The host is always the route's. Thread-safe.
 */
final class Routes {

  /** Clients ask for a few addresses again and again: so many of them are remembered. */
  private static final int REMEMBERED = 64;

  private static final int LONGEST = 512;

  private final Map<String, URI> bases;
  private final Map<String, URI> targets = new ConcurrentHashMap<>();

  private Routes(Map<String, URI> bases) {
    this.bases = bases;
  }

  /**
   * @throws SettingsException if a route leads to a forbidden address, by what its name means now
   */
  static Routes of(Settings.Gateway settings) {
    if (!settings.allowLinkLocal()) {
      settings.routes().forEach(Routes::check);
    }
    return new Routes(settings.routes());
  }

  private static void check(String name, URI base) {
    if (ForbiddenAddresses.reachedBy(base.getHost())) {
      throw new SettingsException(
          "llmcache.gateway.routes: the route %s leads to %s, a link-local or metadata address. If that is meant, set llmcache.gateway.allow-link-local to true."
              .formatted(name, base.getHost()));
    }
  }

  /**
   * The upstream address of a request.
   *
   * @throws RefusedException if there is no such route, or the target is not a URL
   */
  Routed resolve(HttpServletRequest request) throws RefusedException {
    String rest = afterMapping(request);
    int slash = rest.indexOf('/', 1);
    String name = rest.isEmpty() ? "" : rest.substring(1, slash < 0 ? rest.length() : slash);
    URI base = bases.get(name);
    if (base == null) {
      throw new RefusedException(
          404, "No route \"%s\". Routes: %s.".formatted(name, String.join(", ", bases.keySet())));
    }
    String query = request.getQueryString();
    String target =
        base + (slash < 0 ? "" : rest.substring(slash)) + (query == null ? "" : "?" + query);
    try {
      return new Routed(name, parsed(target));
    } catch (IllegalArgumentException e) {
      throw new RefusedException(
          400, "The path or the query holds a character that has to be percent-encoded.");
    }
  }

  private URI parsed(String target) {
    URI before = targets.get(target);
    if (before != null) {
      return before;
    }
    URI parsed = URI.create(target);
    if (target.length() <= LONGEST && targets.size() < REMEMBERED) {
      targets.put(target, parsed);
    }
    return parsed;
  }

  /** The raw path behind context and servlet path, which have a fixed number of segments. */
  private static String afterMapping(HttpServletRequest request) {
    String path = request.getRequestURI();
    int segments = slashes(request.getContextPath()) + slashes(request.getServletPath());
    int end = 0;
    while (segments-- > 0 && end >= 0) {
      end = path.indexOf('/', end + 1);
    }
    return end < 0 ? "" : path.substring(end);
  }

  private static int slashes(String path) {
    int count = 0;
    for (int i = path.indexOf('/'); i >= 0; i = path.indexOf('/', i + 1)) {
      count++;
    }
    return count;
  }

  /**
   * One request's way.
   *
   * @param route its name
   */
  record Routed(String route, URI target) {}
}
