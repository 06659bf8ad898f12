package io.llmcache.management;

import static io.llmcache.testing.Calls.JSON;
import static io.llmcache.testing.Calls.answer;
import static io.llmcache.testing.Calls.lease;
import static io.llmcache.testing.Calls.served;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.LlmCache;
import io.llmcache.exchange.CacheRequest;
import io.llmcache.exchange.Headers;
import io.llmcache.settings.Configuration;
import io.llmcache.settings.SettingsSource;
import io.llmcache.spi.CacheEvent;
import io.llmcache.spi.CacheEvent.Kind;
import io.llmcache.spi.Tier;
import io.llmcache.testing.Calls;
import io.llmcache.testing.FailingStore;
import io.llmcache.testing.FakeEmbedder;
import io.llmcache.testing.FakeSharedTier;
import io.llmcache.testing.OpenAiChatFixtures;
import io.llmcache.testing.RecordingListener;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens: no log, event, figure or bean holds a text, a credential or a name. */
class NothingIsToldTest {

  /** In everything that is secret here. */
  private static final String PLANTED = "planted";

  private static final String REPLY =
      OpenAiChatFixtures.REPLY.replace(OpenAiChatFixtures.TEXT, "The plantedanswer is so.");

  private static final Logger ROOT = Logger.getLogger("");
  private static final Logger OURS = Logger.getLogger("io.llmcache");

  private final Queue<String> told = new ConcurrentLinkedQueue<>();
  private final RecordingListener events = new RecordingListener();

  private final Handler log =
      new Handler() {
        @Override
        public void publish(LogRecord line) {
          told.add(new SimpleFormatter().format(line));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    log.setLevel(Level.ALL);
    OURS.setLevel(Level.ALL);
    ROOT.addHandler(log);
  }

  @AfterEach
  void leave() {
    ROOT.removeHandler(log);
    OURS.setLevel(null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"credential", "principal", "header:X-Team", "shared"})
  void nothingSecretIsTold(String tenant) throws JMException {
    FailingStore shared = new FailingStore(new FakeSharedTier(InstantSource.system()).node());
    MBeanServer server = MBeanServerFactory.newMBeanServer();
    try (LlmCache cache =
        LlmCache.builder(configuration(tenant))
            .embedder(new FakeEmbedder())
            .listener(events)
            .listener(
                event -> {
                  throw new IllegalStateException("a listener that fails");
                })
            .store(Tier.L2, shared)
            .build()) {
      new JmxRegistration(server).started(cache, "shop.war");
      live(cache, shared);
      tellAll(cache, server);
    }

    assertThat(events.events().stream().map(CacheEvent::kind))
        .contains(Kind.HIT, Kind.MISS, Kind.STORED, Kind.NOT_STORED, Kind.BYPASS)
        .contains(Kind.VETOED, Kind.NO_MATCH, Kind.FAULT, Kind.TIER_DOWN, Kind.INVALIDATED);
    assertThat(events.details(Kind.HIT)).contains("l1", "semantic-l1");
    assertThat(told).as("logs at every level").anyMatch(line -> line.contains("Fault in l2"));
    events.events().forEach(event -> told.add(event.toString()));
    assertThat(told).allSatisfy(line -> assertThat(line).doesNotContainIgnoringCase(PLANTED));
  }

  private static Configuration configuration(String tenant) {
    return Configuration.read(
        List.of(
            SettingsSource.ofMap(
                "the test",
                true,
                Map.of(
                    "llmcache.tenant",
                    tenant,
                    "llmcache.similarity-threshold",
                    "0.7",
                    "llmcache.redis-url",
                    "redis://app:planted-password@cache:6379"))),
        warning -> {});
  }

  /** Hit, miss, veto, bypass, answers that are not stored, and a tier that fails. */
  private static void live(LlmCache cache, FailingStore shared) {
    String question = "Please explain how the plantedquestion pump with 10 valves works";
    answer(lease(cache.open(asking(question))), 200, JSON, REPLY);
    served(cache.open(asking(question)));
    served(cache.open(asking("Explain please how the plantedquestion pump with 10 valves works")));
    answer(lease(cache.open(asking(question.replace("10", "20")))), 500, JSON, "plantederror");
    answer(lease(cache.open(asking("Which plantedquestion is far?"))), 200, JSON, "{planted");
    lease(cache.open(body("{\"model\": \"planted")));
    lease(cache.open(body("{\"model\": 7, \"messages\": \"planted\"}")));
    shared.failing(FailingStore.Fault.THROW);
    answer(lease(cache.open(asking("Another plantedquestion"))), 200, JSON, REPLY);
    shared.failing(FailingStore.Fault.REFUSE);
    answer(lease(cache.open(asking("One more plantedquestion"))), 200, JSON, REPLY);
    cache.invalidate(io.llmcache.spi.Invalidation.tag("planted-tag"));
  }

  private static CacheRequest asking(String question) {
    return body(OpenAiChatFixtures.requestAsking(question, false));
  }

  private static CacheRequest body(String body) {
    Headers headers =
        Headers.of("Authorization", "Bearer planted-key")
            .plus("X-Team", "planted-team")
            .plus("Cookie", "session=planted-cookie");
    return Calls.request(body, headers).by("planted-person");
  }

  private void tellAll(LlmCache cache, MBeanServer server) throws JMException {
    ObjectName name = JmxRegistration.nameOf("shop.war", 1);
    for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
      Object value = server.getAttribute(name, attribute.getName());
      told.add(
          attribute.getName()
              + "="
              + (value instanceof Object[] many ? List.of(many) : String.valueOf(value)));
    }
    told.add(cache.description());
    told.add(cache.warnings().toString());
    told.add(cache.tiers().toString());
    told.add(String.valueOf(cache.semanticReport()));
    told.add(String.valueOf(cache.semanticReport().samples()));
    told.add(cache.settings().toString());
  }
}
