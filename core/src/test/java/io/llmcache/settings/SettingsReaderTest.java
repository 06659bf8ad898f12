package io.llmcache.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsReaderTest {

  @Test
  void theDefaultsAreThoseThatTheKeysName() {
    Settings settings = SettingsReader.defaults();

    assertThat(settings.mode()).isEqualTo(Mode.SERVE);
    assertThat(settings.ttl().of("gpt-4o")).isEqualTo(Duration.ofHours(1));
    assertThat(settings.semantic().thresholds().of("gpt-4o", 0.93)).isEqualTo(0.93);
    assertThat(settings.maxCacheSize()).isEqualTo(4L << 30);
    assertThat(settings.cacheModels().match("anything")).isTrue();
    assertThat(settings.cacheStreaming()).isTrue();
    assertThat(settings.tenant()).isEqualTo(new TenantMode(TenantMode.Kind.CREDENTIAL, ""));
    assertThat(settings.namespace()).isEqualTo("default");
    assertThat(settings.secretFile()).isNull();
    assertThat(settings.maxEntrySize()).isEqualTo(8 << 20);
    assertThat(settings.maxRequestSize()).isEqualTo(2 << 20);
    assertThat(settings.collapseTimeout()).isEqualTo(Duration.ofMinutes(10));
    assertThat(settings.clusterCollapseTimeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(settings.finishAbandoned()).isEqualTo(Duration.ofSeconds(10));
    assertThat(settings.upstreamHosts().match("api.openai.com")).isTrue();
    assertThat(settings.upstreamHosts().match("x.openai.azure.com")).isTrue();
    assertThat(settings.upstreamHosts().match("example.org")).isFalse();
    assertThat(settings.near().maxSize())
        .isEqualTo(Math.min(Runtime.getRuntime().maxMemory() / 8, 4L << 30));
    assertThat(settings.near().timeout()).isEqualTo(Duration.ofMillis(50));
    assertThat(settings.near().container()).isEqualTo("java:jboss/infinispan/container/llmcache");
    assertThat(settings.shared())
        .isEqualTo(new Settings.Shared(null, null, null, null, null, Duration.ofMillis(100)));
    assertThat(settings.gateway().routes()).isEmpty();
    assertThat(settings.gateway().path()).isEqualTo("/gateway");
    assertThat(settings.gateway().connectTimeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(settings.gateway().idleTimeout()).isEqualTo(Duration.ofMinutes(5));
    assertThat(settings.gateway().allowLinkLocal()).isFalse();
  }

  /** A threshold that is written out holds for every embedder, unlike the default. */
  @ParameterizedTest
  @EnumSource(
      value = SettingKey.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = "SIMILARITY_THRESHOLD")
  void everyDefaultCanBeWrittenOut(SettingKey key) {
    assertThat(with(key.key(), key.byDefault()))
        .usingRecursiveComparison()
        .isEqualTo(SettingsReader.defaults());
  }

  static Stream<Arguments> values() {
    return Stream.of(
        value("mode", " Observe ", Settings::mode, Mode.OBSERVE),
        value("mode", "off", Settings::mode, Mode.OFF),
        value("cache-ttl", "90s", s -> s.ttl().byDefault(), Duration.ofSeconds(90)),
        value("cache-ttl", "0", s -> s.ttl().byDefault(), Duration.ZERO),
        value(
            "similarity-threshold",
            "1",
            settings -> settings.semantic().thresholds().byDefault(),
            1.0),
        value("max-cache-size", "512MB", Settings::maxCacheSize, 512L << 20),
        value("cache-models", "gpt-*, !*-audio*", s -> s.cacheModels().match("gpt-4o"), true),
        value(
            "cache-models", "gpt-*, !*-audio*", s -> s.cacheModels().match("gpt-4o-audio"), false),
        value("cache-streaming", "FALSE", Settings::cacheStreaming, false),
        value(
            "model-ttl",
            "GPT-4o*:1m, o3:2h",
            s -> s.ttl().of("gpt-4O-mini"),
            Duration.ofMinutes(1)),
        value("model-ttl", "gpt-4o*:1m, o3:2h", s -> s.ttl().of("o3"), Duration.ofHours(2)),
        value("model-ttl", "gpt-4o*:1m", s -> s.ttl().of("o3"), Duration.ofHours(1)),
        value("model-ttl", "a*:1m,ab*:2m", s -> s.ttl().of("abc"), Duration.ofMinutes(1)),
        value("model-ttl", "llama3:8b:5m", s -> s.ttl().of("llama3:8b"), Duration.ofMinutes(5)),
        value("tenant", "shared", s -> s.tenant().toString(), "shared"),
        value("tenant", "Principal", s -> s.tenant().kind(), TenantMode.Kind.PRINCIPAL),
        value("tenant", "header: X-Team", s -> s.tenant().toString(), "header:X-Team"),
        value("namespace", "Team_1.a-b", Settings::namespace, "Team_1.a-b"),
        value("secret-file", "/etc/secret", Settings::secretFile, Path.of("/etc/secret")),
        value("max-entry-size", "1mb", Settings::maxEntrySize, 1 << 20),
        value("max-request-size", "64k", Settings::maxRequestSize, 64 << 10),
        value("l1-max-size", "10MB", s -> s.near().maxSize(), 10L << 20),
        value("l1-max-size", "9TB", s -> s.near().maxSize(), 4L << 30),
        value("l1-timeout", "5ms", s -> s.near().timeout(), Duration.ofMillis(5)),
        value("infinispan-container", "java:x", s -> s.near().container(), "java:x"),
        value("collapse-timeout", "PT30S", Settings::collapseTimeout, Duration.ofSeconds(30)),
        value("cluster-collapse-timeout", "0", Settings::clusterCollapseTimeout, Duration.ZERO),
        value("finish-abandoned", "0", Settings::finishAbandoned, Duration.ZERO),
        value("upstream-hosts", "llm.example", s -> s.upstreamHosts().match("LLM.example"), true),
        value(
            "upstream-hosts", "llm.example", s -> s.upstreamHosts().match("api.openai.com"), false),
        value(
            "upstream-hosts",
            "default, llm.example, !api.x.ai",
            s ->
                List.of(
                    s.upstreamHosts().match("api.openai.com"),
                    s.upstreamHosts().match("llm.example"),
                    s.upstreamHosts().match("api.x.ai")),
            List.of(true, true, false)),
        value(
            "redis-url", "rediss://u:p@h:1", s -> s.shared().url().toString(), "rediss://u:p@h:1"),
        value("redis-user", "app", s -> s.shared().user(), "app"),
        value("redis-password-file", "/p", s -> s.shared().passwordFile(), Path.of("/p")),
        value(
            "redis-url",
            "redis-sentinel://a:1,b:2/m",
            s -> s.shared().url().toString(),
            "redis-sentinel://a:1,b:2/m"),
        value(
            "redis-url",
            "rediss-cluster://a:1,b:2",
            s -> s.shared().url().toString(),
            "rediss-cluster://a:1,b:2"),
        value("redis-sentinel-user", "app", s -> s.shared().sentinelUser(), "app"),
        value(
            "redis-sentinel-password-file",
            "/p",
            s -> s.shared().sentinelPasswordFile(),
            Path.of("/p")),
        value("redis-timeout", "1", s -> s.shared().timeout(), Duration.ofSeconds(1)),
        value(
            "gateway.routes",
            "openai=https://api.openai.com/, local = http://127.0.0.1:11434/base,",
            s -> s.gateway().routes().toString(),
            "{openai=https://api.openai.com, local=http://127.0.0.1:11434/base}"),
        value("gateway.path", "/a/b", s -> s.gateway().path(), "/a/b"),
        value(
            "gateway.connect-timeout",
            "1s",
            s -> s.gateway().connectTimeout(),
            Duration.ofSeconds(1)),
        value("gateway.idle-timeout", "1m", s -> s.gateway().idleTimeout(), Duration.ofMinutes(1)),
        value("gateway.allow-link-local", "true", s -> s.gateway().allowLinkLocal(), true));
  }

  private static Arguments value(
      String key, String text, Function<Settings, Object> read, Object expected) {
    return Arguments.of("llmcache." + key, text, read, expected);
  }

  @ParameterizedTest
  @MethodSource("values")
  void aValueIsReadAsWritten(
      String key, String text, Function<Settings, Object> read, Object expected) {
    assertThat(read.apply(with(key, text))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mode | on | serve, observe, off",
        "cache-ttl | soon | 90s",
        "cache-ttl | -1 | 90s",
        "cache-ttl | P1Y | PT1H",
        "cache-ttl | PT-1H | between 0 and 3650d",
        "cache-ttl | 4000d | between 0 and 3650d",
        "cache-ttl | 99999999999999999999 | too large",
        "similarity-threshold | 1.5 | between 0 and 1",
        "similarity-threshold | NaN | between 0 and 1",
        "similarity-threshold | high | 0.95",
        "max-cache-size | 0 | between 1 and",
        "max-cache-size | lots | 64MB",
        "cache-streaming | yes | true or false",
        "model-ttl | gpt-4o | GLOB:DURATION",
        "model-ttl | gpt-4o:later | 90s",
        "tenant | header | header:NAME",
        "tenant | header: | not a header name",
        "tenant | header:a b | not a header name",
        "tenant | everybody | principal",
        "namespace | a b | letters",
        "max-entry-size | 2GB | between 1 and 1073741824",
        "max-request-size | 0 | between 1 and 1073741824",
        "l1-max-size | some | 64MB",
        "l1-timeout | 0 | longer than 0",
        "redis-url | http://h | redis://HOST:PORT",
        "redis-url | 1 | redis://HOST:PORT",
        "judge | openai:URL#m | openai:URL#MODEL",
        "redis-url | redis:// | not a URL",
        "redis-timeout | 0ms | longer than 0",
        "gateway.routes | https://api.openai.com | NAME=URL",
        "gateway.routes | a=ftp://h | http(s)://HOST",
        "gateway.routes | a=http://h?x=y | http(s)://HOST",
        "gateway.routes | a=http://h,a=http://i | twice",
        "gateway.path | gateway | begins with a slash",
        "gateway.path | /gateway/ | begins with a slash",
        "gateway.idle-timeout | 0 | longer than 0",
        "gateway.allow-link-local | 1 | true or false",
      })
  void aWrongValueIsRefusedWithKeyValueSourceAndRemedy(String key, String value, String remedy) {
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> with("llmcache." + key, value))
        .withMessageStartingWith("llmcache.%s = \"%s\" (from init parameters): ", key, value)
        .withMessageContaining(remedy)
        .withMessageEndingWith(".");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://app:sesame@cache:6379",
        "redis://app:ses/ame@cache:6379",
        "redis://app:ses ame@cache:6379",
        "redis://app:ses@ame@cache:6379",
        "app:sesame@cache:6379",
        "redis:app:sesame@cache",
        "redis://:sesame@",
      })
  void aPasswordInAMistypedUrlIsNeverShown(String url) {
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> with("llmcache.redis-url", url))
        .withMessageContaining("llmcache.redis-url")
        .satisfies(
            e -> assertThat(e.getMessage()).contains("***").doesNotContain("ses", "ame@", ":app"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=https://u:sesame@h", "https://u:sesame@h", "a=https://u:ses ame@h"})
  void aPasswordInARouteIsNeverShown(String routes) {
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> with("llmcache.gateway.routes", routes))
        .satisfies(e -> assertThat(e.getMessage()).contains("***").doesNotContain("ses", "ame@"));
  }

  @Test
  void settingsDoNotPrintThePassword() {
    assertThat(with("llmcache.redis-url", "redis://app:sesame@cache:6379").toString())
        .contains("cache")
        .doesNotContain("sesame");
  }

  @Test
  void theFirstSourceThatHasAKeyWins() {
    SettingsSource first = SettingsSource.ofMap("first", false, Map.of("llmcache.cache-ttl", "1"));
    SettingsSource second =
        SettingsSource.ofMap(
            "second", true, Map.of("llmcache.cache-ttl", "2", "llmcache.namespace", "b"));

    Settings settings = SettingsReader.read(List.of(first, second), SettingsReaderTest::noWarning);

    assertThat(settings.ttl().byDefault()).isEqualTo(Duration.ofSeconds(1));
    assertThat(settings.namespace()).isEqualTo("b");
  }

  @Test
  void theMessageNamesTheSourceThatWon() {
    SettingsSource first = SettingsSource.ofMap("first", false, Map.of("llmcache.mode", "x"));
    SettingsSource second = SettingsSource.ofMap("second", true, Map.of("llmcache.mode", "off"));

    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> SettingsReader.read(List.of(first, second), w -> {}))
        .withMessageContaining("(from first)");
  }

  @ParameterizedTest
  @CsvSource({
    "llmcache.cache-tll, llmcache.cache-ttl",
    "llmcache.cacheTtl, llmcache.cache-ttl",
    "llmcache.gateway-routes, llmcache.gateway.routes",
    "llmcache.redis.url, llmcache.redis-url",
    "llmcache.max-cache-sizes, llmcache.max-cache-size",
  })
  void anUnknownKeyOfTheDeploymentsOwnStopsItWithAProposal(String key, String meant) {
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> with(key, "1"))
        .withMessage("Unknown key %s in init parameters. Did you mean %s?", key, meant);
  }

  @Test
  void anUnknownKeyThatIsNearNothingGetsNoProposal() {
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> with("llmcache.colour-of-the-sky", "1"))
        .withMessage("Unknown key llmcache.colour-of-the-sky in init parameters.");
  }

  @Test
  void anUnknownKeyInASharedSourceIsOneWarning() {
    List<String> warnings = new ArrayList<>();
    Map<String, String> keys = new LinkedHashMap<>();
    keys.put("llmcache.cache-tll", "5");
    keys.put("llmcache.namespace", "n");

    Settings settings =
        SettingsReader.read(
            List.of(SettingsSource.ofMap("system properties", false, keys)), warnings::add);

    assertThat(settings.namespace()).isEqualTo("n");
    assertThat(warnings)
        .containsExactly(
            "Unknown key llmcache.cache-tll in system properties. Did you mean llmcache.cache-ttl?"
                + " It is ignored.");
  }

  private static Settings with(String key, String value) {
    return SettingsReader.read(
        List.of(SettingsSource.ofMap("init parameters", true, Map.of(key, value))),
        SettingsReaderTest::noWarning);
  }

  private static void noWarning(String warning) {
    throw new AssertionError(warning);
  }
}
