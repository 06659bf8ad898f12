package io.llmcache.itests;

import static io.llmcache.testing.OpenAiChatFixtures.MODEL;
import static io.llmcache.testing.OpenAiChatFixtures.PATH;
import static io.llmcache.testing.OpenAiChatFixtures.REPLY;
import static io.llmcache.testing.OpenAiChatFixtures.STREAM;
import static io.llmcache.testing.OpenAiChatFixtures.requestAsking;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.exchange.Headers;
import io.llmcache.itests.app.JaxRsClientServlet;
import io.llmcache.itests.app.RestClientServlet;
import io.llmcache.itests.probe.ThreadsServlet;
import io.llmcache.testing.Answer;
import io.llmcache.testing.Ask;
import io.llmcache.testing.Background;
import io.llmcache.testing.FakeUpstream;
import io.llmcache.testing.LiveAnswer;
import io.llmcache.testing.UpstreamAnswer;
import io.llmcache.testing.Waiting;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What an application on a server that is not WildFly gets with the one dependency {@code
 * llmcache-standalone}: its JAX-RS client and its own LLM endpoint are cached.
 */
abstract class StandaloneContract {

  private static final Map<String, String> SETTINGS =
      Map.of(
          "llmcache.upstream-hosts", "127.0.0.1",
          "llmcache.model-ttl", "of-one-second:1",
          "llmcache.stale-if-error", "1h");

  private FakeUpstream upstream;

  /** The application's address. */
  abstract URI application();

  /** How many applications with a cache were deployed so far. */
  int deployments() {
    return 1;
  }

  /** All that the server has logged. */
  abstract List<String> log();

  @BeforeEach
  final void startUpstream() {
    upstream = FakeUpstream.start();
  }

  @AfterEach
  final void stopUpstream() {
    upstream.close();
  }

  @Test
  final void theClientsSecondCallIsNoCallUpstream() throws Exception {
    upstream.next(UpstreamAnswer.json(200, REPLY));
    Ask ask = throughClient(requestAsking("client, unary", false));
    assertThat(send(ask).text()).isEqualTo(REPLY);
    Answer again = send(ask);
    assertThat(again.isHit()).isTrue();
    assertThat(again.text()).isEqualTo(REPLY);
    assertThat(upstream.count()).isEqualTo(1);
  }

  @Test
  final void aStreamPassesAsItComesAndIsReplayed() throws Exception {
    LiveAnswer live = upstream.nextLive();
    Ask ask = throughClient(requestAsking("client, streamed", true));
    Future<Answer> asked = Background.start(() -> new HttpSender(application()).send(ask));
    int middle = STREAM.indexOf("\n\n") + 2;
    live.eventStream().send(STREAM.substring(0, middle));
    Answer first = Waiting.on(asked);
    assertThat(Background.limited(() -> first.next(STREAM.substring(0, middle))))
        .isEqualTo(STREAM.substring(0, middle));
    live.send(STREAM.substring(middle)).end();
    assertThat(Background.limited(first::text)).isEqualTo(STREAM.substring(middle));

    Answer again = send(ask);
    assertThat(again.isHit()).isTrue();
    assertThat(again.text()).isEqualTo(STREAM);
    assertThat(upstream.count()).isEqualTo(1);
  }

  @Test
  final void callersThatAskTheSameShareOneCall() throws Exception {
    LiveAnswer live = upstream.nextLive();
    Ask ask = throughClient(requestAsking("client, at once", false));
    List<Future<Answer>> asked = Background.start(3, () -> new HttpSender(application()).send(ask));
    live.awaitRequest().whole(200, json(), REPLY.getBytes(StandardCharsets.UTF_8));
    for (Future<Answer> answer : asked) {
      assertThat(Waiting.on(answer).text()).isEqualTo(REPLY);
    }
    assertThat(upstream.count()).isEqualTo(1);
  }

  @Test
  final void aCallThatFailedHoldsNobodyUp() {
    upstream.close();
    Ask ask = throughClient(requestAsking("client, failed", false));
    assertThat(send(ask).status()).isEqualTo(502);
    assertThat(send(ask).status()).isEqualTo(502);
  }

  @Test
  final void anOldAnswerStandsInWhereTheProviderCannotBeReached() throws Exception {
    upstream.next(UpstreamAnswer.json(200, REPLY));
    Ask ask = throughClient(requestAsking("client, stale", false).replace(MODEL, "of-one-second"));
    assertThat(send(ask).text()).isEqualTo(REPLY);
    upstream.close();
    Ask stored = ask.with("Cache-Control", "only-if-cached");
    Waiting.until(() -> send(stored).status() == 504, "the answer did not grow old");
    Answer old = send(ask);
    assertThat(old.cacheStatus()).contains("fwd=stale");
    assertThat(old.text()).isEqualTo(REPLY);
  }

  @Test
  final void theApplicationsOwnEndpointIsCached() throws Exception {
    for (boolean stream : new boolean[] {false, true}) {
      String expected = stream ? STREAM : REPLY;
      upstream.next(
          stream ? UpstreamAnswer.events(List.of(STREAM)) : UpstreamAnswer.json(200, REPLY));
      Ask ask =
          Ask.chat(requestAsking("endpoint, " + stream, stream))
              .to("/" + upstream.uri().getPort() + PATH);
      int before = upstream.count();
      assertThat(send(ask).text()).isEqualTo(expected);
      Answer again = send(ask);
      assertThat(again.isHit()).isTrue();
      assertThat(again.text()).isEqualTo(expected);
      assertThat(upstream.count()).isEqualTo(before + 1);
    }
  }

  @Test
  final void theServerSaysInOneLineWhatAnApplicationHas() {
    assertThat(log())
        .filteredOn(line -> line.contains("llmcache is ready"))
        .hasSize(deployments())
        .allMatch(line -> line.contains("l1=infinispan (of this deployment"));
    assertThat(log()).noneMatch(line -> line.contains("NoClassDefFoundError"));
  }

  /**
   * The application as a file.
   *
   * @param libraries the WAR that the build made: nothing but WEB-INF/lib
   */
  static Path war(String libraries) {
    WebArchive war =
        ShrinkWrap.createFromZipFile(
                WebArchive.class, Deployments.folder().resolve(libraries + ".war").toFile())
            .addPackage(JaxRsClientServlet.class.getPackage())
            .addPackage(ThreadsServlet.class.getPackage())
            .deleteClass(RestClientServlet.class)
            .deleteClass(RestClientServlet.Provider.class)
            .setWebXML(new StringAsset(Deployments.webXml(SETTINGS)));
    Path file = Server.target().resolve(libraries + "-application.war");
    war.as(ZipExporter.class).exportTo(file.toFile(), true);
    return file;
  }

  private static Headers json() {
    return Headers.of("Content-Type", "application/json");
  }

  private Answer send(Ask ask) {
    return Background.limited(() -> new HttpSender(application()).send(ask));
  }

  private Ask throughClient(String json) {
    return Ask.chat(json)
        .to("/jax-rs")
        .with("X-Relay-Method", "POST")
        .with("X-Relay-Target", upstream.uri() + PATH);
  }
}
