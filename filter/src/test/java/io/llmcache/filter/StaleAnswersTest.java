package io.llmcache.filter;

import static io.llmcache.testing.OpenAiChatFixtures.REPLY;
import static io.llmcache.testing.OpenAiChatFixtures.REQUEST;
import static io.llmcache.testing.OpenAiChatFixtures.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.filter.support.Caches;
import io.llmcache.filter.support.HttpSender;
import io.llmcache.filter.support.TestServer;
import io.llmcache.testing.Answer;
import io.llmcache.testing.Ask;
import io.llmcache.testing.Background;
import io.llmcache.testing.ManualClock;
import io.llmcache.testing.Waiting;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What an application may do while a stale answer of its own stands by. */
@ParameterizedClass
@EnumSource(TestServer.Kind.class)
class StaleAnswersTest {

  private static final Ask QUESTION = Ask.chat(REQUEST);
  private static final String NEWER = REPLY.replace("18:40", "20:10");

  @Parameter TestServer.Kind kind;
  private final ManualClock clock = new ManualClock();
  private final AtomicInteger calls = new AtomicInteger();
  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private HttpSender sender;

  private interface Application {
    void answer(HttpServletRequest request, HttpServletResponse response)
        throws IOException, ServletException;
  }

  /** An application that answered once, so long ago that the answer is stale. */
  private void run(Map<String, String> settings, Application later) {
    var cache = Caches.with(settings, clock);
    var server =
        TestServer.start(
            kind,
            (classes, context) -> {
              var filter = context.addFilter("llmcache", new LlmCacheFilter(cache));
              filter.setAsyncSupported(true);
              filter.addMappingForUrlPatterns(
                  EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC), true, "/*");
              var servlet = context.addServlet("app", new ApplicationServlet(later));
              servlet.setAsyncSupported(true);
              servlet.addMapping("/*");
            });
    sender = new HttpSender(server.uri(""), server, cache);
    assertThat(ask()).isEqualTo("200 " + REPLY);
    clock.advance(Duration.ofSeconds(90));
  }

  private final class ApplicationServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private final transient Application later;

    ApplicationServlet(Application later) {
      this.later = later;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException, ServletException {
      bodies.add(request.getReader().readLine());
      if (calls.incrementAndGet() == 1) {
        json(response, REPLY);
      } else {
        later.answer(request, response);
      }
    }
  }

  private static void json(HttpServletResponse response, String text) throws IOException {
    response.setContentType("application/json");
    response.getOutputStream().write(bytes(text));
  }

  @AfterEach
  void stop() {
    sender.close();
  }

  private String ask() {
    return Background.limited(
        () -> {
          Answer answer = sender.send(QUESTION);
          return answer.status() + " " + answer.text();
        });
  }

  private static final Map<String, String> ON_ERROR =
      Map.of("llmcache.cache-ttl", "60", "llmcache.stale-if-error", "1h");
  private static final Map<String, String> MEANWHILE =
      Map.of("llmcache.cache-ttl", "60", "llmcache.stale-while-revalidate", "1h");

  @Test
  void anExceptionIsReplaced() {
    run(
        ON_ERROR,
        (request, response) -> {
          response.setHeader("X-Half", "1");
          response.getWriter().write("half");
          throw new ServletException("failed");
        });
    assertThat(ask()).isEqualTo("200 " + REPLY);
    assertThat(calls).hasValue(2);
  }

  @Test
  void whatWasWrittenBeforeAnErrorIsTakenBack() {
    run(
        ON_ERROR,
        (request, response) -> {
          response.getWriter().write("half");
          response.setStatus(503);
        });
    assertThat(ask()).isEqualTo("200 " + REPLY);
  }

  @Test
  void aFreshAnswerPasses() {
    run(ON_ERROR, (request, response) -> json(response, NEWER));
    assertThat(ask()).isEqualTo("200 " + NEWER);
    assertThat(ask()).isEqualTo("200 " + NEWER);
    assertThat(calls).hasValue(2);
  }

  @Test
  void anErrorOfTheRequestPasses() {
    run(
        ON_ERROR,
        (request, response) -> {
          response.setStatus(404);
          json(response, "{}");
        });
    assertThat(ask()).isEqualTo("404 {}");
  }

  @Test
  void anAsynchronousErrorIsReplaced() {
    run(
        ON_ERROR,
        (request, response) ->
            later(
                request,
                late -> {
                  late.setStatus(503);
                  json(late, "{}");
                }));
    assertThat(ask()).isEqualTo("200 " + REPLY);
  }

  @Test
  void anAsynchronousAnswerPasses() {
    run(ON_ERROR, (request, response) -> later(request, late -> json(late, NEWER)));
    assertThat(ask()).isEqualTo("200 " + NEWER);
  }

  private interface Late {
    void write(HttpServletResponse response) throws IOException;
  }

  private static void later(HttpServletRequest request, Late late) {
    AsyncContext async = request.startAsync();
    async.start(
        () -> {
          try {
            late.write((HttpServletResponse) async.getResponse());
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
          async.complete();
        });
  }

  @Test
  void whoeverGetsAStaleAnswerDoesNotWaitForTheFreshOne() {
    CountDownLatch go = new CountDownLatch(1);
    run(
        MEANWHILE,
        (request, response) -> {
          Waiting.on(go, "the test did not go on");
          json(response, NEWER);
        });
    for (int i = 0; i < 3; i++) {
      assertThat(ask()).isEqualTo("200 " + REPLY);
    }
    Waiting.until(() -> calls.get() == 2, "the application was not asked");
    go.countDown();
    Waiting.until(() -> ask().equals("200 " + NEWER), "the fresh answer did not come");
    assertThat(calls).hasValue(2);
    assertThat(bodies).containsOnly(bodies.get(0));
  }

  @Test
  void anApplicationThatAnswersLaterIsAskedForItsClientOnly() {
    run(MEANWHILE, (request, response) -> later(request, late -> json(late, NEWER)));
    assertThat(ask()).isEqualTo("200 " + REPLY);
    Waiting.until(() -> calls.get() == 2, "the application was not asked");
    Waiting.until(() -> ask().equals("200 " + NEWER), "the application was not asked again");
    assertThat(calls).hasValue(3);
  }
}
