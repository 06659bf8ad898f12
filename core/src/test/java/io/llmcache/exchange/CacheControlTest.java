package io.llmcache.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 9111 section 5.2.1. */
class CacheControlTest {

  private static final Duration VERY_LONG = Duration.ofDays(36500);

  @Test
  void nothingSaid() {
    assertThat(CacheControl.of(Headers.EMPTY)).isEqualTo(CacheControl.NONE);
    assertThat(CacheControl.of(Headers.of("Pragma", "something"))).isEqualTo(CacheControl.NONE);
  }

  @ParameterizedTest
  @CsvSource({
    "no-cache, true, false, false",
    "NO-CACHE, true, false, false",
    "'no-store,only-if-cached', false, true, true",
    "' no-cache , , no-store ', true, true, false",
    "'no-cache=\"x\"', true, false, false",
    "no-caches, false, false, false",
    "public, false, false, false",
  })
  void flags(String value, boolean noCache, boolean noStore, boolean onlyIfCached) {
    CacheControl read = CacheControl.of(Headers.of("cache-control", value));

    assertThat(read.noCache()).isEqualTo(noCache);
    assertThat(read.noStore()).isEqualTo(noStore);
    assertThat(read.onlyIfCached()).isEqualTo(onlyIfCached);
  }

  @Test
  void ages() {
    CacheControl read =
        CacheControl.of(Headers.of("Cache-Control", "max-age=5, max-stale = 7, min-fresh=\"9\""));

    assertThat(read.maxAge()).isEqualTo(Duration.ofSeconds(5));
    assertThat(read.maxStale()).isEqualTo(Duration.ofSeconds(7));
    assertThat(read.minFresh()).isEqualTo(Duration.ofSeconds(9));
  }

  @Test
  void maxStaleWithoutAValueIsAnyStaleness() {
    assertThat(CacheControl.of(Headers.of("Cache-Control", "max-stale")).maxStale())
        .isEqualTo(VERY_LONG);
  }

  @ParameterizedTest
  @CsvSource({"max-age", "max-age=", "max-age=-1", "max-age=1.5", "max-age=abc", "min-fresh=x"})
  void whatIsNoNumberIsNotSaid(String value) {
    assertThat(CacheControl.of(Headers.of("Cache-Control", value))).isEqualTo(CacheControl.NONE);
  }

  @Test
  void aHugeAgeIsAVeryLongOne() {
    assertThat(CacheControl.of(Headers.of("Cache-Control", "max-age=999999999999999999")).maxAge())
        .isEqualTo(VERY_LONG);
  }

  @Test
  void severalFieldsAreOneList() {
    Headers headers = Headers.of(Map.of("Cache-Control", List.of("no-cache", "max-age=3")));

    CacheControl read = CacheControl.of(headers);

    assertThat(read.noCache()).isTrue();
    assertThat(read.maxAge()).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void pragmaCountsOnlyWithoutCacheControl() {
    Headers pragma = Headers.of("Pragma", "No-Cache");

    assertThat(CacheControl.of(pragma).noCache()).isTrue();
    assertThat(CacheControl.of(pragma.plus("Cache-Control", "max-age=1")).noCache()).isFalse();
  }

  @Property
  void noTextFails(@ForAll String value) {
    assertThat(CacheControl.of(Headers.of("Cache-Control", value)).minFresh().isNegative())
        .isFalse();
  }
}
