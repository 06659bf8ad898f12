package io.llmcache.filter.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcache.LlmCache;
import io.llmcache.management.Administration;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;

/**
 * What an administrator may read and do over HTTP. GET answers the figures, as a page for a
 * browser, else as JSON. POST of a JSON object to {@code /settings}, {@code /invalidate}, {@code
 * /erase} or {@code /count} does what {@link io.llmcache.management.LlmCacheMXBean} says; since a
 * page of somebody else can send neither the content type nor the header {@code llmcache-admin: 1},
 * none can do it in a user's name. Whoever is not in the role gets 401 or 403.
 */
public final class AdminServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  /** The header of every POST; its value is {@code 1}. */
  public static final String HEADER = "llmcache-admin";

  private static final int LARGEST = 64 * 1024;

  private final transient Administration administration;
  private final String role;

  /**
   * @param role of the application, whose users may do all this
   */
  public AdminServlet(LlmCache cache, String role) {
    this.administration = new Administration(cache);
    this.role = role;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Content-Type-Options", "nosniff");
    try {
      if (permitted(request, response)) {
        serve(request, response);
      }
    } catch (RefusalException e) {
      write(response, e.status(), Map.of("error", e.getMessage()));
    } catch (IllegalArgumentException e) {
      write(response, 400, Map.of("error", String.valueOf(e.getMessage())));
    } catch (IllegalStateException e) {
      write(response, 503, Map.of("error", String.valueOf(e.getMessage())));
    }
  }

  /** False where the container has answered already, for example with its log-in. */
  private boolean permitted(HttpServletRequest request, HttpServletResponse response)
      throws IOException, RefusalException {
    if (request.getUserPrincipal() == null && !loggedIn(request, response)) {
      if (response.isCommitted() || response.getStatus() != HttpServletResponse.SC_OK) {
        return false;
      }
      throw new RefusalException(403, "Log in first: this is for users in one role only.");
    }
    if (!request.isUserInRole(role)) {
      throw new RefusalException(403, "You are not in the role that llmcache.admin-role names.");
    }
    return true;
  }

  private static boolean loggedIn(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      return request.authenticate(response);
    } catch (ServletException | RuntimeException e) {
      // the application has no log-in
      return false;
    }
  }

  private void serve(HttpServletRequest request, HttpServletResponse response)
      throws IOException, RefusalException {
    String path = request.getPathInfo() == null ? "/" : request.getPathInfo();
    boolean reads = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
    switch (path) {
      case "/" -> {
        allow(response, reads, "GET, HEAD");
        status(request, response);
      }
      case "/settings", "/invalidate", "/erase", "/count" -> {
        allow(response, request.getMethod().equals("POST"), "POST");
        act(path, request, response);
      }
      default ->
          throw new RefusalException(
              404, "There is nothing here. Try /, /settings, /invalidate, /erase or /count.");
    }
  }

  private static void allow(HttpServletResponse response, boolean allowed, String methods)
      throws RefusalException {
    if (!allowed) {
      response.setHeader("Allow", methods);
      throw new RefusalException(405, "Here one may " + methods + ".");
    }
  }

  private void status(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Map<String, Object> status = Status.of(administration);
    String accept = String.valueOf(request.getHeader("Accept"));
    if (accept.contains("text/html")) {
      response.setHeader(
          "Content-Security-Policy",
          "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'");
      String page = StatusPage.of(status, request.getContextPath() + request.getServletPath());
      write(response, 200, "text/html;charset=UTF-8", page.getBytes(UTF_8));
    } else {
      write(response, 200, status);
    }
  }

  private void act(String path, HttpServletRequest request, HttpServletResponse response)
      throws IOException, RefusalException {
    Map<String, String> said = said(request);
    switch (path) {
      case "/settings" -> {
        Asked asked = new Asked(said, "key", "value");
        String value = asked.get("value");
        if (value == null) {
          administration.reset(asked.required("key"));
        } else {
          administration.change(asked.required("key"), value);
        }
        write(response, 200, Map.of("settings", administration.getSettings()));
      }
      case "/invalidate" -> {
        Asked asked = new Asked(said, "kind", "name");
        administration.invalidate(asked.required("kind"), asked.get("name"));
        write(response, 200, Map.of("invalidated", asked.required("kind")));
      }
      case "/erase" -> {
        Asked asked = new Asked(said, "kind", "name");
        Map<String, Long> erased = administration.erase(asked.required("kind"), asked.get("name"));
        write(response, 200, Map.of("erased", erased));
      }
      default -> {
        Asked asked = new Asked(said, "kind", "name");
        write(
            response,
            200,
            Map.of("count", administration.count(asked.required("kind"), asked.get("name"))));
      }
    }
  }

  /** The request's object, if no page of somebody else can have sent it. */
  private static Map<String, String> said(HttpServletRequest request)
      throws IOException, RefusalException {
    String type = String.valueOf(request.getContentType()).split(";", 2)[0].strip();
    if (!type.toLowerCase(Locale.ROOT).equals("application/json")) {
      throw new RefusalException(415, "Send an object of JSON, as application/json.");
    }
    if (!"1".equals(request.getHeader(HEADER))) {
      throw new RefusalException(403, "Send the header " + HEADER + ": 1.");
    }
    byte[] body = request.getInputStream().readNBytes(LARGEST + 1);
    if (body.length > LARGEST) {
      throw new RefusalException(413, "That is more than " + LARGEST + " bytes.");
    }
    return Json.strings(body);
  }

  private static void write(HttpServletResponse response, int status, Map<String, ?> object)
      throws IOException {
    write(response, status, "application/json", Json.write(object));
  }

  private static void write(HttpServletResponse response, int status, String type, byte[] body)
      throws IOException {
    response.setStatus(status);
    response.setContentType(type);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
