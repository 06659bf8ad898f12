package io.llmcache.itests;

import static io.llmcache.testing.OpenAiChatFixtures.PATH;
import static io.llmcache.testing.OpenAiChatFixtures.REPLY;
import static io.llmcache.testing.OpenAiChatFixtures.requestAsking;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.exchange.Headers;
import io.llmcache.itests.app.JaxRsClientServlet;
import io.llmcache.itests.decorated.JdkClientServlet;
import io.llmcache.itests.methods.Shop;
import io.llmcache.itests.redeploy.OwnClientFilter;
import io.llmcache.itests.soak.ServerWatch;
import io.llmcache.testing.Answer;
import io.llmcache.testing.Ask;
import io.llmcache.testing.FakeUpstream;
import io.llmcache.testing.RedisStack;
import io.llmcache.testing.UpstreamAnswer;
import io.llmcache.testing.Waiting;
import jakarta.ws.rs.ext.Providers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/**
 * Applications come and go on a WildFly, and are used each time. What is left is counted in class
 * loaders: whatever is left of an application holds its class loader.
 */
@EnabledIf(
    value = "io.llmcache.testing.RedisStack#available",
    disabledReason = "a Redis Stack cannot be had here")
class RedeployIT {

  private static final int TIMES = Integer.getInteger("redeploy.times", 20);
  private static final int TIMES_OF_CONTROLS = 5;

  /**
   * The JDK keeps the type of a record that was compared last, a thread the request it had last.
   */
  private static final int OF_LAST_USERS = 2;

  /** Code that is deployed anew each time is not worth more of the compiler. */
  private static final String QUICK_TO_START = "-XX:TieredStopAtLevel=1";

  /** One thread, so that the next request takes the place of the last one. */
  private static final String WORKER = "<worker name=\"default\"/>";

  private static final String WORKER_WITH_ONE_THREAD =
      "<worker name=\"default\" task-core-threads=\"1\" task-max-threads=\"1\"/>";

  private static final FakeUpstream UPSTREAM =
      FakeUpstream.start().always(UpstreamAnswer.json(200, REPLY));

  private static RedisStack redis;
  private static OwnWildFly server;
  private static ServerWatch watch;

  @BeforeAll
  static void start() throws Exception {
    redis = RedisStack.startOwn();
    WildFlyHome home = WildFlyHome.copy("redeploy-server");
    assertThat(home.configuration()).containsOnlyOnce(WORKER);
    home.write(
        "standalone/configuration/standalone.xml",
        home.configuration().replace(WORKER, WORKER_WITH_ONE_THREAD));
    server = OwnWildFly.start(home, QUICK_TO_START);
    watch = ServerWatch.of(server.managementPort(), redis.url());
  }

  @AfterAll
  static void end() throws Exception {
    watch.close();
    server.close();
    redis.close();
    UPSTREAM.close();
  }

  @Test
  void noClassLoaderIsLeftOfAnApplicationWithTheCache() throws Exception {
    Set<String> beans = watch.mbeans();
    WebArchive war = withClientFilter(cached());

    comesAndGoes(war, TIMES, RedeployIT::callEachWay);

    Waiting.until(() -> left(war) <= OF_LAST_USERS + threadsOfRxJava(), "its class loaders stay");
    assertThat(watch.threads()).noneMatch(name -> name.startsWith("llmcache"));
    assertThat(watch.redisConnections()).isZero();
    Set<String> more = new TreeSet<>(watch.mbeans());
    more.removeAll(beans);
    assertThat(more).noneMatch(name -> name.contains("llmcache") || name.contains("cached"));
  }

  @Test
  void noneIsLeftOfOneWithoutTheCache() throws Exception {
    WebArchive war = client("plain");

    comesAndGoes(war, TIMES_OF_CONTROLS, RedeployIT::callByJaxRs);

    Waiting.until(() -> left(war) <= OF_LAST_USERS, "the server itself keeps applications");
  }

  /** If this fails, RESTEasy has been mended, and {@code ResteasyRelease} can go. */
  @Test
  void withoutTheCacheEachIsLeftThatHasAClientFilterOfItsOwn() throws Exception {
    WebArchive war = withClientFilter(client("filtered"));

    comesAndGoes(war, TIMES_OF_CONTROLS, RedeployIT::callByJaxRs);

    assertThat(left(war)).isEqualTo(TIMES_OF_CONTROLS);
    assertThat(UPSTREAM.last().headers().first(OwnClientFilter.FIELD)).isNotNull();
  }

  private static void comesAndGoes(WebArchive war, int times, BiConsumer<URI, Integer> use)
      throws IOException {
    byte[] packed = war.as(ZipExporter.class).exportAsInputStream().readAllBytes();
    for (int time = 1; time <= times; time++) {
      use.accept(server.deploy(war.getName(), new ByteArrayInputStream(packed)), time);
      assertThat(watch.loadersOf(war.getName())).as("loaders while it is there").isPositive();
      server.undeploy(war);
    }
  }

  /** How many of its class loaders there are when all garbage is collected. */
  private static long left(WebArchive war) {
    text(new HttpSender(server.root()), get("/"));
    watch.collect();
    return watch.loadersOf(war.getName());
  }

  /** The server's Infinispan starts them, and each keeps the application that it started for. */
  private static long threadsOfRxJava() {
    return watch.threads().stream().filter(name -> name.startsWith("Rx")).count();
  }

  private static void callByJaxRs(URI application, int time) {
    HttpSender sender = new HttpSender(application);
    assertThat(text(sender, relayed("/jax-rs", time))).isEqualTo(REPLY);
  }

  private static void callEachWay(URI application, int time) {
    int before = UPSTREAM.count();
    callByJaxRs(application, time);
    assertThat(UPSTREAM.last().headers().first(OwnClientFilter.FIELD)).isNotNull();
    HttpSender sender = new HttpSender(application);
    assertThat(text(sender, relayed("/jdk", time))).isEqualTo(REPLY);
    assertThat(text(sender, chat("gateway", time).to("/gateway/up" + PATH))).isEqualTo(REPLY);
    assertThat(text(sender, get("/shop/product?id=" + time))).contains("Product[id=" + time + ",");
    assertThat(UPSTREAM.count()).as("calls of the provider").isEqualTo(before + 3);
  }

  private static Ask relayed(String client, int time) {
    return chat(client, time)
        .to(client)
        .with("X-Relay-Method", "POST")
        .with("X-Relay-Target", UPSTREAM.uri() + PATH);
  }

  private static Ask chat(String by, int time) {
    return Ask.chat(requestAsking("How do I descale kettle " + time + " by " + by + "?", false));
  }

  private static Ask get(String path) {
    return new Ask("GET", path, Headers.of(Map.of()), new byte[0]);
  }

  private static String text(HttpSender sender, Ask ask) {
    try (Answer answer = Waiting.on(sender.sendLater(ask))) {
      return answer.text();
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static WebArchive client(String name) {
    return ShrinkWrap.create(WebArchive.class, name + ".war")
        .addPackage(JaxRsClientServlet.class.getPackage());
  }

  private static WebArchive withClientFilter(WebArchive war) {
    return war.addClass(OwnClientFilter.class)
        .addAsServiceProvider(Providers.class, OwnClientFilter.class);
  }

  private static WebArchive cached() {
    Map<String, String> settings = new TreeMap<>();
    settings.put("llmcache.gateway.routes", "up=" + UPSTREAM.uri());
    settings.put("llmcache.upstream-hosts", "127.0.0.1");
    settings.put("llmcache.redis-url", redis.url().toString());
    return Deployments.cached("cached", settings)
        .addPackage(JaxRsClientServlet.class.getPackage())
        .addPackage(JdkClientServlet.class.getPackage())
        .addPackage(Shop.class.getPackage());
  }
}
