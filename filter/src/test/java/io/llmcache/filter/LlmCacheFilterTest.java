package io.llmcache.filter;

import static io.llmcache.testing.OpenAiChatFixtures.PATH;
import static io.llmcache.testing.OpenAiChatFixtures.REPLY;
import static io.llmcache.testing.OpenAiChatFixtures.REQUEST;
import static io.llmcache.testing.OpenAiChatFixtures.STREAM;
import static io.llmcache.testing.OpenAiChatFixtures.STREAM_REQUEST;
import static io.llmcache.testing.OpenAiChatFixtures.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.LlmCache;
import io.llmcache.filter.support.Caches;
import io.llmcache.filter.support.RawClient;
import io.llmcache.filter.support.RawClient.Answer;
import io.llmcache.filter.support.TestServer;
import io.llmcache.testing.Waiting;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** That an application may use request and response as it likes, and is recorded as it answered. */
@ParameterizedClass
@EnumSource(TestServer.Kind.class)
class LlmCacheFilterTest {

  @Parameter TestServer.Kind kind;
  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicReference<String> seen = new AtomicReference<>("");
  private LlmCache cache;
  private TestServer server;

  /** The application. */
  private interface Application {
    void answer(HttpServletRequest request, HttpServletResponse response)
        throws IOException, ServletException;
  }

  private void run(Application application) {
    run(Map.of(), true, application);
  }

  private void run(Map<String, String> settings, boolean async, Application application) {
    Map<String, String> all = new HashMap<>(settings);
    cache = Caches.with(all);
    server =
        TestServer.start(
            kind,
            (classes, context) -> {
              var filter = context.addFilter("llmcache", new LlmCacheFilter(cache));
              filter.setAsyncSupported(true);
              filter.addMappingForUrlPatterns(
                  EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC), true, "/*");
              var servlet = context.addServlet("app", new ApplicationServlet(application));
              servlet.setAsyncSupported(async);
              servlet.addMapping("/*");
            });
  }

  private final class ApplicationServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private final transient Application application;

    ApplicationServlet(Application application) {
      this.application = application;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException, ServletException {
      calls.incrementAndGet();
      application.answer(request, response);
    }
  }

  @AfterEach
  void stop() {
    server.close();
    cache.close();
  }

  private Answer ask() throws IOException {
    return ask(REQUEST);
  }

  private Answer ask(String body) throws IOException {
    try (RawClient client = new RawClient(server.port())) {
      client.post("/app" + PATH, "Authorization: Bearer k\n", bytes(body));
      return client.answer();
    }
  }

  private void checkStored(String text) throws IOException {
    Answer missed = ask();
    assertThat(missed.status()).isEqualTo(200);
    assertThat(missed.text()).isEqualTo(text);
    assertThat(missed.headers().all("Cache-Status")).hasSize(1);
    assertThat(missed.headers().first("Cache-Status")).contains("fwd=miss");
    Answer again = ask();
    // an asynchronous application's request may end a little after its client has the answer
    assertThat(again.headers().first("Cache-Status")).containsAnyOf("hit", "collapsed");
    assertThat(again.text()).isEqualTo(text);
    assertThat(calls).hasValue(1);
  }

  private void checkNotStored() throws IOException {
    ask();
    ask();
    assertThat(calls).hasValue(2);
  }

  @Test
  void aWriterIsRecordedInItsEncoding() throws IOException {
    run(
        (request, response) -> {
          response.setContentType("application/json;charset=UTF-8");
          var writer = response.getWriter();
          for (int i = 0; i < REPLY.length(); i++) {
            writer.write(REPLY.charAt(i));
          }
        });
    checkStored(REPLY);
  }

  @Test
  void whatIsTakenBackIsNotRecorded() throws IOException {
    run(
        (request, response) -> {
          response.setHeader("X-Wrong", "1");
          response.getWriter().write("wrong");
          response.reset();
          response.setContentType("application/json");
          response.getOutputStream().write(bytes("wrong again"));
          response.resetBuffer();
          response.getOutputStream().write(bytes(REPLY));
        });
    checkStored(REPLY);
    assertThat(ask().headers().first("X-Wrong")).isNull();
  }

  @Test
  void aLargeAnswerIsRecordedWhole() throws IOException {
    String large = REPLY.replace("18:40", "18:40 " + "ä".repeat(100_000));
    run(
        (request, response) -> {
          response.setContentType("application/json");
          byte[] body = bytes(large);
          response.setContentLength(body.length);
          response.getOutputStream().write(body);
        });
    checkStored(large);
  }

  @Test
  void lessThanAnnouncedIsNotStored() throws IOException {
    run(
        (request, response) -> {
          response.setContentType("application/json");
          response.setContentLength(bytes(REPLY).length + 10);
          response.getOutputStream().write(bytes(REPLY));
          response.flushBuffer();
        });
    for (int i = 0; i < 2; i++) {
      try (RawClient client = new RawClient(server.port())) {
        client.post("/app" + PATH, "Authorization: Bearer k\n", bytes(REQUEST));
        client.head();
      }
    }
    Waiting.until(() -> calls.get() == 2, "two calls");
  }

  @Test
  void anErrorIsNotStored() throws IOException {
    run((request, response) -> response.sendError(503, "later"));
    checkNotStored();
    assertThat(ask().status()).isEqualTo(503);
  }

  @Test
  void anExceptionPassesAndIsNotStored() throws IOException {
    run(
        (request, response) -> {
          response.getOutputStream().write(bytes(REPLY));
          throw new ServletException("failed");
        });
    checkNotStored();
    assertThat(ask().status()).isEqualTo(500);
  }

  @Test
  void anApplicationsOwnPermissionToStorePasses() throws IOException {
    run(
        (request, response) -> {
          response.setContentType("application/json");
          response.addHeader("Cache-Control", "max-age=5");
          response.getOutputStream().write(bytes(REPLY));
        });
    assertThat(ask().headers().all("Cache-Control")).containsExactly("max-age=5");
  }

  @Test
  void theBodyIsThereForAReader() throws IOException {
    run(
        (request, response) -> {
          request.setCharacterEncoding("UTF-8");
          seen.set(request.getReader().readLine());
          response.setContentType("application/json");
          response.getOutputStream().write(bytes(REPLY));
        });
    checkStored(REPLY);
    assertThat(REQUEST).startsWith(seen.get());
  }

  @Test
  void theBodyIsThereForAReadListener() throws IOException {
    run(
        (request, response) -> {
          AsyncContext async = request.startAsync();
          ServletInputStream in = request.getInputStream();
          ByteArrayOutputStream body = new ByteArrayOutputStream();
          in.setReadListener(
              new ReadListener() {
                @Override
                public void onDataAvailable() throws IOException {
                  while (in.isReady() && !in.isFinished()) {
                    int c = in.read();
                    if (c >= 0) {
                      body.write(c);
                    }
                  }
                }

                @Override
                public void onAllDataRead() throws IOException {
                  seen.set(body.toString(java.nio.charset.StandardCharsets.UTF_8));
                  async.getResponse().setContentType("application/json");
                  async.getResponse().getOutputStream().write(bytes(REPLY));
                  async.complete();
                }

                @Override
                public void onError(Throwable failure) {
                  seen.set(failure.toString());
                  async.complete();
                }
              });
        });
    checkStored(REPLY);
    assertThat(seen).hasValue(REQUEST);
  }

  @Test
  void aBodyThatIsTooLongIsThereForAReadListener() throws IOException {
    run(
        Map.of("llmcache.max-request-size", "1KB"),
        true,
        (request, response) -> {
          AsyncContext async = request.startAsync();
          ServletInputStream in = request.getInputStream();
          AtomicInteger count = new AtomicInteger();
          in.setReadListener(
              new ReadListener() {
                @Override
                public void onDataAvailable() throws IOException {
                  byte[] buffer = new byte[3000];
                  while (in.isReady() && !in.isFinished()) {
                    count.addAndGet(Math.max(0, in.read(buffer)));
                  }
                }

                @Override
                public void onAllDataRead() throws IOException {
                  async.getResponse().getOutputStream().write(bytes("" + count));
                  async.complete();
                }

                @Override
                public void onError(Throwable failure) {
                  async.complete();
                }
              });
        });
    try (RawClient client = new RawClient(server.port())) {
      client.send(
          "POST /app%s HTTP/1.1\nHost: me\nContent-Type: application/json\nTransfer-Encoding: chunked\n\n"
              .formatted(PATH));
      client.send("c350\n" + "x".repeat(50_000) + "\n0\n\n");
      Answer answer = client.answer();
      assertThat(answer.text()).isEqualTo("50000");
      assertThat(answer.headers().first("Cache-Status")).contains("request-too-large");
    }
  }

  @Test
  void anAsynchronousAnswerIsRecorded() throws IOException {
    run(
        (request, response) -> {
          AsyncContext async = request.startAsync();
          async.start(
              () -> {
                try {
                  HttpServletResponse later = (HttpServletResponse) async.getResponse();
                  later.setContentType("application/json");
                  later.getOutputStream().write(bytes(REPLY));
                  async.complete();
                } catch (IOException e) {
                  throw new IllegalStateException(e);
                }
              });
        });
    checkStored(REPLY);
  }

  @Test
  void anAsynchronousDispatchIsRecorded() throws IOException {
    run(
        (request, response) -> {
          if (request.getDispatcherType() == DispatcherType.REQUEST) {
            calls.decrementAndGet();
            request.startAsync().dispatch();
            return;
          }
          response.setContentType("application/json");
          response.getOutputStream().write(bytes(REPLY));
        });
    checkStored(REPLY);
  }

  @Test
  void aWriteListenerIsRecorded() throws IOException {
    run(
        (request, response) -> {
          response.setContentType("text/event-stream");
          AsyncContext async = request.startAsync();
          ServletOutputStream out = response.getOutputStream();
          out.setWriteListener(
              new WriteListener() {
                private int position;

                @Override
                public void onWritePossible() throws IOException {
                  byte[] all = bytes(STREAM);
                  while (out.isReady()) {
                    if (position == all.length) {
                      async.complete();
                      return;
                    }
                    int count = Math.min(50, all.length - position);
                    out.write(all, position, count);
                    position += count;
                  }
                }

                @Override
                public void onError(Throwable failure) {
                  async.complete();
                }
              });
        });
    assertThat(ask(STREAM_REQUEST).text()).isEqualTo(STREAM);
    Waiting.until(this::streamIsStored, "the stream was not stored");
    assertThat(calls).hasValueLessThanOrEqualTo(2);
  }

  private boolean streamIsStored() {
    try (RawClient client = new RawClient(server.port())) {
      client.post(
          "/app" + PATH,
          "Authorization: Bearer k\nCache-Control: only-if-cached\n",
          bytes(STREAM_REQUEST));
      return client.answer().status() == 200;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void anAsynchronousTimeOutIsNotStored() throws IOException {
    run(
        (request, response) -> {
          response.setContentType("application/json");
          response.getOutputStream().write(bytes(REPLY));
          request.startAsync().setTimeout(50);
        });
    ask();
    ask();
    assertThat(calls).hasValue(2);
  }

  @Test
  void anApplicationWhoseClientLeftMayWriteOn() throws IOException {
    CountDownLatch left = new CountDownLatch(1);
    run(
        (request, response) -> {
          response.setContentType("text/event-stream");
          ServletOutputStream out = response.getOutputStream();
          out.write(bytes(": hello\n\n"));
          out.flush();
          Waiting.on(left, "the client did not leave");
          // enough that the server notices
          for (int i = 0; i < 200; i++) {
            out.write(bytes((": " + "x".repeat(9_000) + "\n\n")));
            out.flush();
          }
          out.write(bytes(STREAM));
        });
    try (RawClient client = new RawClient(server.port())) {
      client.post("/app" + PATH, "Authorization: Bearer k\n", bytes(STREAM_REQUEST));
      client.head();
      client.chunk();
      client.abort();
    }
    left.countDown();
    Waiting.until(this::streamIsStored, "the stream was not stored");
    assertThat(calls).hasValue(1);
  }

  @Test
  void anApplicationWhoseClientLeftIsStoppedInTheEnd() throws IOException {
    CountDownLatch stopped = new CountDownLatch(1);
    run(
        Map.of("llmcache.finish-abandoned", "50ms"),
        true,
        (request, response) -> {
          response.setContentType("text/event-stream");
          ServletOutputStream out = response.getOutputStream();
          try {
            while (stopped.getCount() > 0) {
              out.write(bytes(": still here\n\n"));
              out.flush();
              Thread.yield();
            }
          } catch (IOException e) {
            stopped.countDown();
            throw e;
          }
        });
    try (RawClient client = new RawClient(server.port())) {
      client.post("/app" + PATH, "Authorization: Bearer k\n", bytes(STREAM_REQUEST));
      client.head();
      client.chunk();
      client.abort();
    }
    Waiting.on(stopped, "the application was not stopped");
    assertThat(streamIsStored()).isFalse();
  }

  @Test
  void aFollowerOfASynchronousApplicationWaitsInItsThread() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    run(
        Map.of(),
        false,
        (request, response) -> {
          asked.countDown();
          Waiting.on(go, "the test did not go on");
          response.setContentType("application/json");
          response.getOutputStream().write(bytes(REPLY));
        });
    var first = io.llmcache.testing.Background.start(() -> ask().text());
    Waiting.on(asked, "no call");
    var second = io.llmcache.testing.Background.start(() -> ask().text());
    go.countDown();
    assertThat(Waiting.on(first)).isEqualTo(REPLY);
    assertThat(Waiting.on(second)).isEqualTo(REPLY);
    assertThat(calls).hasValue(1);
  }

  @Test
  void aFollowerWhoseLeaderBreaksOffIsCut() throws Exception {
    CountDownLatch both = new CountDownLatch(1);
    run(
        (request, response) -> {
          response.setContentType("text/event-stream");
          response.getOutputStream().write(bytes(": hello\n\n"));
          response.flushBuffer();
          Waiting.on(both, "no follower");
          throw new IOException("the provider broke off");
        });
    try (RawClient leader = new RawClient(server.port());
        RawClient follower = new RawClient(server.port())) {
      leader.post("/app" + PATH, "Authorization: Bearer k\n", bytes(STREAM_REQUEST));
      leader.head();
      follower.post("/app" + PATH, "Authorization: Bearer k\n", bytes(STREAM_REQUEST));
      RawClient.Head head = follower.head();
      assertThat(head.headers().first("Cache-Status")).contains("collapsed");
      assertThat(follower.chunk()).isEqualTo(bytes(": hello\n\n"));
      both.countDown();
      assertThat(follower.rest(head, true).end()).isEqualTo(RawClient.End.CUT);
    }
    assertThat(calls).hasValue(1);
  }
}
