package io.llmcache.benchmarks.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.llmcache.benchmarks.Options;
import io.llmcache.benchmarks.Texts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One WildFly with all that is compared, a provider and a Redis. In the WildFly are: {@code near},
 * a gateway as it comes; {@code shared}, the same with Redis and a near tier that holds nothing;
 * {@code words}, the same as {@code near} with answers by meaning; {@code floor}, servlets without
 * the cache.
 */
final class Stage implements AutoCloseable {

  static final int WHOLE_BYTES = 2_048;
  static final int EVENTS = 64;

  /** As other proxies write it, too. */
  private static final Pattern STREAMED = Pattern.compile("\"stream\" *: *true");

  private static final String ROUTES = "llmcache.gateway.routes";

  final byte[] whole;
  final byte[][] events;
  final Provider provider;
  private final Redis redis;
  private final WildFly server;

  private Stage(Options options) throws IOException {
    Texts texts = new Texts(8);
    this.whole = Chat.whole(WHOLE_BYTES, texts);
    this.events = Chat.events(EVENTS, texts);
    this.provider = Provider.start(this::known);
    this.redis = Redis.start(options.root().toAbsolutePath());
    try {
      this.server = start(options.root().toAbsolutePath());
    } catch (IOException | RuntimeException e) {
      redis.close();
      provider.close();
      throw e;
    }
  }

  static Stage set(Options options) throws IOException {
    return new Stage(options);
  }

  URI server() {
    return server.uri();
  }

  URI redis() {
    return URI.create(redis.url());
  }

  /** Answers at once, unary or streamed as it is asked. */
  Provider.Answer known(byte[] request) {
    return STREAMED.matcher(new String(request, ISO_8859_1)).find()
        ? Provider.Answer.events(events)
        : Provider.Answer.whole(whole);
  }

  /** All events as one text. */
  static byte[] joined(byte[][] events) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] event : events) {
      all.writeBytes(event);
    }
    return all.toByteArray();
  }

  /** A request to the gateway of one of the applications. */
  static byte[] toGateway(String application, byte[] body) {
    return Line.post(
        "/" + application + "/gateway/up" + Chat.PATH, body, "Authorization: Bearer sk-bench");
  }

  /** A request to one of the servlets without the cache. */
  static byte[] toFloor(String servlet, byte[] body) {
    return Line.post("/floor/" + servlet, body, "Authorization: Bearer sk-bench");
  }

  @Override
  public void close() throws IOException {
    try (provider;
        redis) {
      server.close();
    }
  }

  private WildFly start(Path root) throws IOException {
    War floor =
        new War("floor")
            .floor(
                "KnownAnswers",
                "WholeServlet",
                "EventsServlet",
                "RedisServlet",
                "HoldServlet",
                "ProxyServlet",
                "Passing")
            .file("WEB-INF/classes/whole.json", whole)
            .file("WEB-INF/classes/events.txt", joined(events))
            .parameter("redis", redis.url())
            .parameter("provider", provider.uri().toString())
            .libraries(Jars.jedis());
    War shared =
        gateway("shared")
            .parameter("llmcache.redis-url", redis.url())
            .parameter("llmcache.redis-timeout", "5s")
            .parameter("llmcache.l1-max-size", "1KB");
    War words = gateway("words").libraries(Jars.embedding());
    return WildFly.start(
        unpacked(root.resolve("target")),
        root.resolve("benchmarks/target/wildfly-of-web"),
        List.of(floor, gateway("near"), shared, words),
        "-Xmx1g",
        // as in this program: warm-up depends on requests, not on what else runs
        "-Xbatch");
  }

  /** The WildFly that the build unpacked, of whatever version. */
  private static Path unpacked(Path target) throws IOException {
    try (DirectoryStream<Path> found = Files.newDirectoryStream(target, "wildfly-*")) {
      for (Path each : found) {
        if (Files.exists(each.resolve("jboss-modules.jar"))) {
          return each;
        }
      }
    }
    throw new IOException("no WildFly was unpacked in " + target);
  }

  private War gateway(String name) throws IOException {
    return new War(name)
        .parameter(ROUTES, "up=" + provider.uri())
        .parameter("llmcache.gateway.connect-timeout", "60s")
        .libraries(Jars.distribution());
  }
}
