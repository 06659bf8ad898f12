package io.llmcache.embedding;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A service on this machine that answers as a test wants it to, and remembers what it was sent. */
final class FakeService implements AutoCloseable {

  /** What it does with a request's body. */
  interface Answer {
    void to(String body, HttpExchange exchange) throws IOException, InterruptedException;
  }

  /** A request as it came. */
  record Seen(String path, String authorization, String body) {}

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Seen> seen = new CopyOnWriteArrayList<>();
  private volatile Answer answer = (body, exchange) -> reply(exchange, 200, "{}");

  FakeService() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      String authorization = exchange.getRequestHeaders().getFirst("Authorization");
      seen.add(
          new Seen(
              exchange.getRequestURI().toString(),
              authorization == null ? "" : authorization,
              body));
      answer.to(body, exchange);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  static void reply(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  void answers(Answer wanted) {
    answer = wanted;
  }

  void answers(int status, String reply) {
    answer = (body, exchange) -> reply(exchange, status, reply);
  }

  List<Seen> seen() {
    return seen;
  }

  /** As in a setting, without the model. */
  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
