package io.llmcache.samples.provider;

import jakarta.json.Json;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Serves {@code POST /v1/chat/completions} and {@code GET /v1/models}; everything else is an error
 * in OpenAI's form.
 *
 * <p>No thread waits for an answer to be ready: two timer threads serve all open replies.
 */
@WebServlet(urlPatterns = "/v1/*", asyncSupported = true, loadOnStartup = 1)
public class ProviderServlet extends HttpServlet {

  private static final String CHAT = "/chat/completions";
  private static final String MODELS = "/models";
  private static final long CLIENT_STALLED_MILLIS = 600_000;

  private transient Pace pace;
  private transient ScheduledExecutorService timer;

  @Override
  public void init() {
    pace = Pace.configured();
    timer = Executors.newScheduledThreadPool(2, ProviderServlet::timerThread);
  }

  @Override
  public void destroy() {
    timer.shutdownNow();
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setCharacterEncoding("UTF-8");
    try {
      route(request, response);
    } catch (ApiError e) {
      response.setStatus(e.status());
      response.setContentType("application/json");
      response.getWriter().print(e.body());
    }
  }

  private void route(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ApiError {
    String path = request.getPathInfo();
    String method = request.getMethod();
    if (CHAT.equals(path) && "POST".equals(method)) {
      chat(request, response);
    } else if (MODELS.equals(path) && "GET".equals(method)) {
      models(response);
    } else if (CHAT.equals(path) || MODELS.equals(path)) {
      throw ApiError.methodNotAllowed(method, path);
    } else {
      throw ApiError.unknownPath(method, askedUri(request));
    }
  }

  private void chat(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ApiError {
    ChatRequest asked = ChatRequest.read(request.getInputStream());
    Completion completion = Completion.of(asked);
    response.setContentType(asked.stream() ? "text/event-stream" : "application/json");
    AsyncContext async = request.startAsync();
    async.setTimeout(CLIENT_STALLED_MILLIS);
    if (asked.stream()) {
      TimedReply.start(async, completion.frames(asked.includeUsage()), pace, timer);
    } else {
      TimedReply.start(async, completion.unary(), pace.total(completion.tokens().size()), timer);
    }
  }

  private static void models(HttpServletResponse response) throws IOException {
    response.setContentType("application/json");
    var model =
        Json.createObjectBuilder()
            .add("id", "simulated-small")
            .add("object", "model")
            .add("created", 0)
            .add("owned_by", "simulated-provider");
    var list = Json.createObjectBuilder().add("object", "list");
    response.getWriter().print(list.add("data", Json.createArrayBuilder().add(model)).build());
  }

  /** The URI the client asked for, also where the container sent a 404 of its own here. */
  private static String askedUri(HttpServletRequest request) {
    Object original = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
    return original == null ? request.getRequestURI() : original.toString();
  }

  private static Thread timerThread(Runnable task) {
    Thread thread = new Thread(task, "simulated-provider");
    thread.setDaemon(true);
    return thread;
  }
}
