package io.llmcache.management;

import static io.llmcache.testing.Calls.answer;
import static io.llmcache.testing.Calls.asking;
import static io.llmcache.testing.Calls.served;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.llmcache.LlmCache;
import io.llmcache.exchange.Outcome;
import io.llmcache.settings.Configuration;
import io.llmcache.settings.SettingsSource;
import io.llmcache.spi.Tier;
import io.llmcache.testing.FailingStore;
import io.llmcache.testing.FakeSharedTier;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanFeatureInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.TabularData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** As a JMX client sees it: by name, through the server, with the types that every client has. */
class JmxRegistrationTest {

  private static final String STRING = String.class.getName();

  private final MBeanServer server = MBeanServerFactory.newMBeanServer();
  private final JmxRegistration registration = new JmxRegistration(server);
  private final List<LlmCache> caches = new ArrayList<>();
  private LlmCache cache;
  private ObjectName name;

  @BeforeEach
  void start() throws JMException {
    cache = cache();
    registration.started(cache, "shop.war");
    name = new ObjectName("io.llmcache:type=LlmCache,deployment=shop.war");
  }

  @AfterEach
  void stop() {
    caches.forEach(LlmCache::close);
  }

  private LlmCache cache() {
    SettingsSource own = SettingsSource.ofMap("the test", true, Map.of("llmcache.cache-ttl", "1h"));
    LlmCache made =
        LlmCache.builder(Configuration.read(List.of(own), warning -> {}))
            .store(Tier.L2, new FailingStore(new FakeSharedTier(InstantSource.system()).node()))
            .build();
    caches.add(made);
    return made;
  }

  @Test
  void everyTypeIsOpenAndEverythingIsDescribed() throws JMException {
    MBeanInfo info = server.getMBeanInfo(name);
    assertThat(info.getDescription()).contains("LLM response cache");
    assertThat(info.getAttributes()).hasSizeGreaterThan(20);
    for (MBeanAttributeInfo attribute : info.getAttributes()) {
      assertThat(openType(attribute)).isInstanceOf(OpenType.class);
      assertThat(attribute.getDescription()).isNotEqualTo(attribute.getName()).contains(" ");
      assertThat(attribute.isWritable()).isFalse();
    }
    assertThat(Arrays.stream(info.getOperations()).map(MBeanOperationInfo::getName))
        .containsExactlyInAnyOrder(
            "change", "reset", "invalidate", "count", "erase", "tenantNamed", "reloadKeys");
    for (MBeanOperationInfo operation : info.getOperations()) {
      assertThat(openType(operation)).isInstanceOf(OpenType.class);
      assertThat(operation.getDescription()).contains(" ");
      for (var parameter : operation.getSignature()) {
        assertThat(openType(parameter)).isInstanceOf(OpenType.class);
        assertThat(parameter.getName()).isIn("key", "value", "kind", "name");
      }
    }
  }

  private static Object openType(MBeanFeatureInfo info) {
    return info.getDescriptor().getFieldValue("openType");
  }

  @Test
  void missesAreExplainedOnceThatIsSwitchedOn() throws JMException {
    answer(cache.open(asking("a")));
    assertThat((String[]) get("Explanations")).isEmpty();

    server.invoke(
        name, "change", new Object[] {"explain-sample", "misses"}, new String[] {STRING, STRING});
    answer(cache.open(asking("b")));
    served(cache.open(asking("b")));

    assertThat((String[]) get("Explanations"))
        .singleElement()
        .asString()
        .contains("\"outcome\":\"miss\"", "\"differs\":[\"messages[1]\"]");
  }

  @Test
  void figuresAreThoseOfTheCache() throws JMException {
    answer(cache.open(asking("a")));
    served(cache.open(asking("a")));
    served(cache.open(asking("a")));

    assertThat(map("Hits")).isEqualTo(Map.of("l1", 2L));
    assertThat(get("Misses")).isEqualTo(1L);
    assertThat(get("Stored")).isEqualTo(1L);
    assertThat((double) get("HitRatio")).isEqualTo(2 / 3.0);
    assertThat(get("PromptTokensSaved")).isEqualTo(cache.statistics().promptTokensSaved());
    assertThat((long) get("PromptTokensSaved")).isPositive();
    assertThat(get("Mode")).isEqualTo("serve");
    assertThat(get("Running")).isEqualTo(true);
    assertThat(map("Tiers").get("l1").toString()).startsWith("memory").endsWith(", up");
    assertThat(get("Description").toString()).contains("mode=serve", "ttl=1h", "l2=failing");
    assertThat((String[]) get("Warnings")).singleElement().asString().contains("secret-file");
  }

  @Test
  void aChangeHoldsForTheNextRequest() throws JMException {
    answer(cache.open(asking("a")));
    change("llmcache.mode", "off");
    assertThat(get("Mode")).isEqualTo("off");
    assertThat(cache.open(asking("a"))).isInstanceOf(Outcome.Forward.class);
    change("llmcache.mode", "serve");
    served(cache.open(asking("a")));

    change("cache-models", "!*");
    assertThat(cache.open(asking("a"))).isInstanceOf(Outcome.Forward.class);
    assertThat(map("Changes")).containsKeys("llmcache.mode", "llmcache.cache-models");
    invoke("reset", "llmcache.cache-models");
    served(cache.open(asking("a")));
    assertThat(map("Changes")).containsOnlyKeys("llmcache.mode");

    change("llmcache.cache-ttl", "5m");
    assertThat(map("Settings")).containsEntry("llmcache.cache-ttl", "5m");
    assertThat(get("Description").toString()).contains("ttl=5m");
  }

  @Test
  void wrongArgumentsAreSaidWithoutAClassOfOurs() {
    refused(() -> change("llmcache.cache-tll", "5m"), "cannot be changed", "llmcache.cache-ttl");
    refused(() -> change("llmcache.redis-url", "redis://x"), "cannot be changed");
    refused(() -> change("llmcache.mode", "perhaps"), "perhaps");
    refused(() -> change("llmcache.similarity-threshold", "2"), "llmcache.similarity-threshold");
    refused(() -> change("llmcache.mode", null), "no value");
    refused(() -> invoke("reset", (Object) null), "no key");
    refused(() -> invoke("invalidate", "models", "m"), "models", "namespace");
    refused(() -> invoke("invalidate", "model", " "), "which model");
    refused(() -> invoke("invalidate", "all", "m"), "has no name");
    refused(() -> invoke("invalidate", "key", "12"), "64 hexadecimal digits");
    assertThat(cache.settings().mode().name()).isEqualTo("SERVE");
  }

  @Test
  void answersAreCountedAndInvalidated() throws JMException {
    answer(cache.open(asking("a")));
    served(cache.open(asking("a")));
    String model = "gpt-4o-mini";
    assertThat(counted("all", null)).containsEntry("l1", 1L);
    assertThat(counted("model", "another")).containsEntry("l1", 0L);
    invoke("invalidate", "model", "another");
    served(cache.open(asking("a")));

    assertThat(counted("model", model)).as("the fixtures' model").containsEntry("l1", 1L);
    invoke("invalidate", "Model", model);
    assertThat(cache.open(asking("a"))).isInstanceOf(Outcome.Forward.class);
    for (String kind : List.of("all", "namespace")) {
      invoke("invalidate", kind, null);
    }
  }

  @Test
  void answersAreErasedAndTenantsAreNamed() throws JMException {
    answer(cache.open(asking("a")));
    answer(cache.open(asking("b").by("ann")));

    assertThat(read((TabularData) invoke("erase", "tag", "none"))).containsEntry("l1", 0L);
    assertThat(read((TabularData) invoke("erase", "model", "gpt-4o-mini"))).containsEntry("l1", 2L);
    assertThat(counted("all", null)).containsEntry("l1", 0L);
    assertThat((String) invoke("tenantNamed", "ann"))
        .matches("principal:[0-9a-f]{16}")
        .isEqualTo(invoke("tenantNamed", " ann "));
    refused(() -> invoke("tenantNamed", " "), "it is empty");
    refused(() -> invoke("erase", "tenant", ""), "which tenant");
    assertThat((String[]) invoke("reloadKeys")).isEmpty();
  }

  @Test
  void aTierThatIsDownIsSaid() throws JMException {
    FailingStore shared = new FailingStore(new FakeSharedTier(InstantSource.system()).node());
    shared.failing(FailingStore.Fault.REFUSE);
    LlmCache another = LlmCache.builder(cache.configuration()).store(Tier.L2, shared).build();
    caches.add(another);
    registration.started(another, "down.war");
    name = new ObjectName("io.llmcache:type=LlmCache,deployment=down.war");
    answer(another.open(asking("a")));

    assertThat(map("Tiers").get("l2").toString()).contains("failing", ", down since ");
    assertThat(map("Faults").get("l2")).isNotNull();
    refused(() -> invoke("count", "all", null), "tier could not be read");
  }

  @Test
  void itGoesWithItsDeployment() {
    registration.stopped(cache);
    registration.stopped(cache);

    assertThat(server.isRegistered(name)).isFalse();
    assertThatExceptionOfType(InstanceNotFoundException.class).isThrownBy(() -> get("Mode"));
  }

  @Test
  void whatAnEndedDeploymentLeftBehindIsReplaced() throws JMException {
    cache.close();
    assertThat(get("Running")).isEqualTo(false);
    LlmCache next = cache();
    new JmxRegistration(server).started(next, "shop.war");

    assertThat(get("Running")).isEqualTo(true);
    assertThat(server.queryNames(new ObjectName("io.llmcache:*"), null)).hasSize(1);
  }

  @Test
  void twoLiveDeploymentsOfOneNameAreBothThere() throws JMException {
    JmxRegistration second = new JmxRegistration(server);
    second.started(cache(), "shop.war");
    ObjectName its = new ObjectName(name + ",instance=2");
    assertThat(server.isRegistered(its)).isTrue();

    second.stopped(cache);
    assertThat(server.isRegistered(its)).isFalse();
    assertThat(server.isRegistered(name)).isTrue();
  }

  @Test
  void namesOfAllKindsAreQuoted() throws JMException {
    for (String odd : List.of("a,b=c.war", "shop*.war", "a\"b?\n.war", "späti.war", "a:b")) {
      JmxRegistration its = new JmxRegistration(server);
      its.started(cache(), odd);
      ObjectName quoted = JmxRegistration.nameOf(odd, 1);
      assertThat(ObjectName.unquote(quoted.getKeyProperty("deployment"))).isEqualTo(odd);
      assertThat(server.isRegistered(quoted)).isTrue();
      its.stopped(cache);
    }
  }

  private Object get(String attribute) throws JMException {
    return server.getAttribute(name, attribute);
  }

  private Map<String, Object> map(String attribute) throws JMException {
    return read((TabularData) get(attribute));
  }

  private static Map<String, Object> read(TabularData table) {
    Map<String, Object> read = new TreeMap<>();
    for (Object row : table.values()) {
      CompositeData pair = (CompositeData) row;
      read.put((String) pair.get("key"), pair.get("value"));
    }
    return read;
  }

  private Map<String, Object> counted(String kind, String value) throws JMException {
    return read((TabularData) invoke("count", kind, value));
  }

  private void change(String key, String value) throws JMException {
    invoke("change", key, value);
  }

  private Object invoke(String operation, Object... arguments) throws JMException {
    String[] types = new String[arguments.length];
    Arrays.fill(types, STRING);
    return server.invoke(name, operation, arguments, types);
  }

  private interface Action {
    void run() throws JMException;
  }

  private static void refused(Action action, String... words) {
    assertThatExceptionOfType(RuntimeMBeanException.class)
        .isThrownBy(action::run)
        .satisfies(
            thrown -> {
              Throwable cause = thrown.getCause();
              assertThat(cause.getClass().getName()).startsWith("java.lang.");
              assertThat(cause.getCause()).isNull();
              assertThat(cause).hasMessageContainingAll(words);
            });
  }
}
