package io.llmcache.internal.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.exchange.CacheControl;
import io.llmcache.exchange.Headers;
import io.llmcache.exchange.WayIn;
import io.llmcache.internal.policy.Admission.Way;
import io.llmcache.settings.Configuration;
import io.llmcache.settings.Settings;
import io.llmcache.settings.SettingsReader;
import io.llmcache.settings.SettingsSource;
import io.llmcache.spi.Pace;
import io.llmcache.spi.ReplyFacts;
import io.llmcache.spi.ReplyFacts.Ending;
import io.llmcache.spi.RequestClass;
import io.llmcache.spi.RequestFacts;
import io.llmcache.spi.Shape;
import io.llmcache.spi.StoredReply;
import io.llmcache.spi.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The decisions, as tables. Times are in seconds. */
class PoliciesTest {

  private static final Instant STORED = Instant.parse("2026-01-02T03:04:05Z");

  @ParameterizedTest
  @CsvSource({
    // class, shape, model, Cache-Control, streaming cached?; way, reason
    "CACHEABLE, UNARY, gpt-4o, '', true, LOOK_UP, ''",
    "EXACT_ONLY, UNARY, gpt-4o, '', true, LOOK_UP, ''",
    "CACHEABLE, STREAM, gpt-4o, '', true, LOOK_UP, ''",
    "CACHEABLE, STREAM, gpt-4o, '', false, BYPASS, streaming-not-cached",
    "CACHEABLE, UNARY, gpt-4o, '', false, LOOK_UP, ''",
    "PASS, UNARY, gpt-4o, '', true, BYPASS, why",
    "CACHEABLE, UNARY, o3, '', true, BYPASS, model-not-cached",
    "CACHEABLE, UNARY, gpt-4o, no-store, true, BYPASS, request-no-store",
    "CACHEABLE, UNARY, gpt-4o, no-cache, true, REFRESH, ''",
    "CACHEABLE, UNARY, gpt-4o, 'no-cache, no-store', true, BYPASS, request-no-store",
    "CACHEABLE, UNARY, gpt-4o, max-age=0, true, LOOK_UP, ''",
    "CACHEABLE, UNARY, gpt-4o, only-if-cached, true, LOOK_UP, ''",
  })
  void admission(
      RequestClass requestClass,
      Shape shape,
      String model,
      String asked,
      boolean streaming,
      Way way,
      String reason) {
    Settings settings =
        settings(
            Map.of(
                "llmcache.cache-models",
                "gpt-*",
                "llmcache.cache-streaming",
                String.valueOf(streaming)));

    Admission admission =
        new AdmissionPolicy(Configuration.of(settings))
            .assess(WayIn.CLIENT, facts(requestClass, shape, model, false), asked(asked));

    assertThat(admission).isEqualTo(new Admission(way, reason));
  }

  @ParameterizedTest
  @CsvSource({
    // lifetime, age at arrival, seconds since, Cache-Control; left, refusal
    "60, 0, 0, '', 60, ''",
    "60, 0, 59, '', 1, ''",
    "60, 0, 60, '', 0, expired",
    "60, 50, 9, '', 1, ''",
    "60, 50, 10, '', 0, expired",
    "60, 0, -30, '', 60, ''",
    "60, 0, 10, max-age=11, 50, ''",
    "60, 0, 10, max-age=10, 50, older-than-max-age",
    "60, 0, 0, max-age=0, 60, older-than-max-age",
    "60, 20, 0, max-age=10, 40, older-than-max-age",
    "60, 0, 10, min-fresh=49, 50, ''",
    "60, 0, 10, min-fresh=50, 50, expired",
    "60, 0, 70, max-stale=10, -10, ''",
    "60, 0, 71, max-stale=10, -11, expired",
    "60, 0, 9999, max-stale, -9939, ''",
    "60, 0, 70, 'max-stale=99, max-age=65', -10, older-than-max-age",
    "60, 0, 50, 'max-stale=5, min-fresh=15', 10, ''",
    "60, 0, 50, 'max-stale=5, min-fresh=16', 10, expired",
  })
  void reuse(long lifetime, long initialAge, long since, String asked, long left, String refusal) {
    Verdict verdict =
        reuse().assess(stored(lifetime, initialAge, 0), asked(asked), 0, STORED.plusSeconds(since));

    assertThat(verdict.left()).isEqualTo(Duration.ofSeconds(left));
    assertThat(verdict.reason()).isEqualTo(refusal);
    assertThat(verdict.usable()).isEqualTo(refusal.isEmpty());
  }

  @ParameterizedTest
  @CsvSource({"0, 0, true", "5, 5, true", "5, 6, false", "6, 5, true", "0, 1, false"})
  void invalidation(long epoch, long invalidated, boolean usable) {
    CacheControl anything = asked("max-stale");

    Verdict verdict = reuse().assess(stored(60, 0, epoch), anything, invalidated, STORED);

    assertThat(verdict.usable()).isEqualTo(usable);
    assertThat(verdict.reason()).isEqualTo(usable ? "" : "invalidated");
  }

  @ParameterizedTest
  @CsvSource({
    // ending, request limits the length?, age at arrival; lifetime, refusal
    "NATURAL, false, 0, 3600, ''",
    "TOOL_CALL, false, 0, 3600, ''",
    "LENGTH, true, 0, 600, ''",
    "LENGTH, false, 0, 0, cut-at-unknown-length",
    "REFUSED, false, 0, 0, refused",
    "EMPTY, false, 0, 0, empty",
    "UNKNOWN, false, 0, 0, unknown-ending",
    "WITHHELD, false, 0, 0, said-so",
    "ERROR, false, 0, 0, error",
    "INCOMPLETE, true, 0, 0, incomplete",
    "NATURAL, false, 3599, 3600, ''",
    "NATURAL, false, 3600, 0, no-lifetime",
    "LENGTH, true, 600, 0, no-lifetime",
  })
  void storage(Ending ending, boolean limited, long initialAge, long lifetime, String refusal) {
    StorageVerdict verdict =
        new StoragePolicy(Configuration.of(settings(Map.of())))
            .assess(
                facts(RequestClass.CACHEABLE, Shape.UNARY, "gpt-4o", limited),
                new ReplyFacts(ending, "said-so", "", Usage.UNKNOWN),
                CacheControl.NONE,
                Duration.ofSeconds(initialAge),
                0,
                null);

    assertThat(verdict).isEqualTo(new StorageVerdict(Duration.ofSeconds(lifetime), refusal));
    assertThat(verdict.stores()).isEqualTo(refusal.isEmpty());
  }

  @ParameterizedTest
  @CsvSource({
    "NATURAL, gpt-4o, 60, ''",
    "LENGTH, gpt-4o, 60, ''",
    "NATURAL, o3, 7200, ''",
    "LENGTH, o3, 600, ''",
    "NATURAL, never, 0, no-lifetime",
  })
  void storageByModel(Ending ending, String model, long lifetime, String refusal) {
    Settings settings =
        settings(Map.of("llmcache.model-ttl", "gpt-*:1m, never:0", "llmcache.cache-ttl", "2h"));

    StorageVerdict verdict =
        new StoragePolicy(Configuration.of(settings))
            .assess(
                facts(RequestClass.CACHEABLE, Shape.UNARY, model, true),
                new ReplyFacts(ending, "", "another-name", Usage.UNKNOWN),
                CacheControl.NONE,
                Duration.ZERO,
                0,
                null);

    assertThat(verdict).isEqualTo(new StorageVerdict(Duration.ofSeconds(lifetime), refusal));
  }

  @ParameterizedTest
  @CsvSource({"5, 0, 5, ''", "7200, 0, 7200, ''", "0, 0, 0, no-lifetime", "60, 60, 0, no-lifetime"})
  void aRequestMayHaveALifetimeOfItsOwn(long own, long age, long lifetime, String refusal) {
    Settings settings = settings(Map.of("llmcache.model-ttl", "method:*:1m"));

    StorageVerdict verdict =
        new StoragePolicy(Configuration.of(settings))
            .assess(
                facts(RequestClass.EXACT_ONLY, Shape.UNARY, "method:a", false),
                new ReplyFacts(Ending.NATURAL, "", "", Usage.UNKNOWN),
                CacheControl.NONE,
                Duration.ofSeconds(age),
                0,
                Duration.ofSeconds(own));

    assertThat(verdict).isEqualTo(new StorageVerdict(Duration.ofSeconds(lifetime), refusal));
  }

  @Test
  void aListOfModelsSaysNothingAboutMethods() {
    Settings settings = settings(Map.of("llmcache.cache-models", "gpt-*"));
    AdmissionPolicy policy = new AdmissionPolicy(Configuration.of(settings));

    assertThat(
            policy
                .assess(
                    WayIn.METHOD,
                    facts(RequestClass.EXACT_ONLY, Shape.UNARY, "method:a", false),
                    CacheControl.NONE)
                .way())
        .isEqualTo(Way.LOOK_UP);
    assertThat(
            policy.assess(
                WayIn.CLIENT,
                facts(RequestClass.CACHEABLE, Shape.UNARY, "method:a", false),
                CacheControl.NONE))
        .isEqualTo(new Admission(Way.BYPASS, "model-not-cached"));
  }

  @Test
  void onlyTwoHundredIsStorable() {
    StoragePolicy policy = new StoragePolicy(Configuration.of(settings(Map.of())));

    assertThat(policy.storable(200)).isTrue();
    for (int status : new int[] {100, 201, 202, 203, 204, 206, 301, 304, 400, 429, 500, 529}) {
      assertThat(policy.storable(status)).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Set-Cookie", "Date", "Server", "Via", "Content-Length", "Content-Encoding", "Connection",
        "Transfer-Encoding", "Cache-Control", "Age", "Vary", "ETag", "Retry-After", "x-request-id",
        "openai-organization", "openai-processing-ms", "x-ratelimit-remaining-requests", "CF-Ray"
      })
  void headersOfOneCallAreNotKept(String name) {
    assertThat(KeptHeaders.of(Headers.of(name, "x"))).isEqualTo(Headers.EMPTY);
  }

  @Test
  void headersOfTheAnswerAreKept() {
    Headers headers =
        Headers.of("CONTENT-TYPE", "application/json")
            .plus("Content-Language", "sv")
            .plus("openai-version", "2020-10-01")
            .plus("anthropic-version", "2023-06-01");

    assertThat(KeptHeaders.of(headers.plus("Date", "x"))).isEqualTo(headers);
  }

  @ParameterizedTest
  @CsvSource({
    // Cache-Control, seconds since stored (lifetime 60); use
    "'', 59, SERVE",
    "'', 60, WHILE_REVALIDATING",
    "'', 69, WHILE_REVALIDATING",
    "'', 70, ON_ERROR",
    "'', 89, ON_ERROR",
    "'', 90, NONE",
    "min-fresh=10, 55, ON_ERROR",
    "min-fresh=10, 95, NONE",
    "max-age=30, 45, NONE",
    "max-age=300, 65, WHILE_REVALIDATING",
    "max-stale=5, 64, SERVE",
    "max-stale=5, 67, WHILE_REVALIDATING",
    "stale-if-error=0, 60, NONE",
    "stale-if-error=100, 65, ON_ERROR",
    "stale-if-error=100, 159, ON_ERROR",
    "stale-if-error=100, 160, NONE",
  })
  void staleness(String asked, long since, Verdict.Use use) {
    ReusePolicy policy =
        new ReusePolicy(
            settings(
                    Map.of(
                        "llmcache.stale-while-revalidate", "10", "llmcache.stale-if-error", "30"))
                .freshness());

    Verdict verdict = policy.assess(stored(60, 0, 0), asked(asked), 0, STORED.plusSeconds(since));

    assertThat(verdict.use()).isEqualTo(use);
  }

  @Test
  void withoutASettingAnAnswerStandsInForOneMoreLifetime() {
    assertThat(reuse().assess(stored(60, 0, 0), asked(""), 0, STORED.plusSeconds(119)).use())
        .isEqualTo(Verdict.Use.ON_ERROR);
    assertThat(reuse().assess(stored(60, 0, 0), asked(""), 0, STORED.plusSeconds(120)).use())
        .isEqualTo(Verdict.Use.NONE);
    assertThat(settings(Map.of()).freshness().grace(Duration.ofSeconds(60)))
        .isEqualTo(Duration.ofSeconds(60));
  }

  @ParameterizedTest
  @CsvSource({
    "ignore, no-store, 0, 3600, ''",
    "obey, no-store, 0, 0, upstream-no-store",
    "obey, no-cache, 0, 0, upstream-no-store",
    "obey, max-age=5, 0, 5, ''",
    "ignore, max-age=5, 0, 3600, ''",
    "obey, max-age=0, 0, 0, no-lifetime",
    "ignore, '', 0.5, 3420, ''",
  })
  void lifetimes(String mode, String said, double spread, long lifetime, String refusal) {
    StoragePolicy policy =
        new StoragePolicy(
            Configuration.of(
                settings(
                    Map.of(
                        "llmcache.upstream-cache-control", mode, "llmcache.ttl-jitter", "0.1"))));

    StorageVerdict verdict =
        policy.assess(
            facts(RequestClass.CACHEABLE, Shape.UNARY, "m", false),
            new ReplyFacts(Ending.NATURAL, "", "", Usage.UNKNOWN),
            asked(said),
            Duration.ZERO,
            spread,
            null);

    assertThat(verdict).isEqualTo(new StorageVerdict(Duration.ofSeconds(lifetime), refusal));
  }

  @ParameterizedTest
  @CsvSource({
    // status, retry-after-ms, Retry-After; milliseconds
    "429, , 7, 7000",
    "429, 1500, 7, 1500",
    "503, , 7, 7000",
    "500, , 7, 0",
    "200, , 7, 0",
    "429, , soon, 0",
    "429, , 0.5, 500",
    "429, , 99999999, 3600000",
    "429, , 'Wed, 01 Jan 2025 00:00:30 GMT', 30000",
    "429, , 'Tue, 31 Dec 2024 23:59:30 GMT', 0",
    "429, , , 0",
  })
  void retryAfter(int status, String millis, String after, long expected) {
    Headers headers = Headers.EMPTY;
    headers = millis == null ? headers : headers.plus("Retry-After-Ms", millis);
    headers = after == null ? headers : headers.plus("retry-after", after);

    assertThat(RetryAfter.of(status, headers, Instant.parse("2025-01-01T00:00:00Z")))
        .isEqualTo(Duration.ofMillis(expected));
  }

  @Test
  void failuresAreThoseOfTheUpstream() {
    assertThat(
            IntStream.rangeClosed(200, 599)
                .filter(UpstreamFailure::is)
                .filter(status -> status < 500))
        .containsExactly(408, 424, 425, 429);
    for (int status : new int[] {500, 502, 503, 504, 520, 524, 529}) {
      assertThat(UpstreamFailure.is(status)).isTrue();
    }
    assertThat(UpstreamFailure.is(501)).isFalse();
  }

  private static ReusePolicy reuse() {
    return new ReusePolicy(settings(Map.of()).freshness());
  }

  private static CacheControl asked(String value) {
    return CacheControl.of(value.isEmpty() ? Headers.EMPTY : Headers.of("Cache-Control", value));
  }

  private static Settings settings(Map<String, String> values) {
    return SettingsReader.read(List.of(SettingsSource.ofMap("test", true, values)), warning -> {});
  }

  private static RequestFacts facts(
      RequestClass requestClass, Shape shape, String model, boolean limited) {
    return new RequestFacts(
        "f",
        model,
        requestClass,
        "why",
        shape,
        "unary",
        "/v",
        new byte[0],
        Headers.EMPTY,
        List.of(),
        limited,
        null);
  }

  private static StoredReply stored(long lifetime, long initialAge, long epoch) {
    return new StoredReply(
        STORED,
        Duration.ofSeconds(initialAge),
        Duration.ofSeconds(lifetime),
        epoch,
        "f",
        "m",
        "unary",
        200,
        Headers.EMPTY,
        new byte[0],
        Usage.UNKNOWN,
        Duration.ZERO,
        List.of(),
        Pace.UNKNOWN);
  }
}
