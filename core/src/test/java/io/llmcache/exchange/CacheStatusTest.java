package io.llmcache.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** RFC 9211 section 2, written as RFC 8941 wants it. */
class CacheStatusTest {

  private static final String TOKEN = "[A-Za-z*][A-Za-z0-9!#$%&'*+.^_`|~:/-]*";
  private static final String STRING = "\"(?:[ !#-\\[\\]-~]|\\\\[\"\\\\])*\"";
  private static final String INTEGER = "-?[0-9]{1,15}";

  /** One list member: a token, and parameters with a boolean, integer, string or token. */
  private static final Pattern MEMBER =
      Pattern.compile(
          TOKEN
              + "(?:; *[a-z*][a-z0-9_.*-]*(?:=(?:"
              + INTEGER
              + "|"
              + STRING
              + "|"
              + TOKEN
              + "))?)*");

  @Test
  void theValuesThatAreWritten() {
    assertThat(CacheStatus.hit(Duration.ofMillis(372_900), "l1"))
        .isEqualTo("llmcache; hit; ttl=372; detail=l1");
    assertThat(CacheStatus.hit(Duration.ofSeconds(-30), "l2"))
        .isEqualTo("llmcache; hit; ttl=-30; detail=l2");
    assertThat(CacheStatus.miss()).isEqualTo("llmcache; fwd=miss");
    assertThat(CacheStatus.stale("expired")).isEqualTo("llmcache; fwd=stale; detail=expired");
    assertThat(CacheStatus.request()).isEqualTo("llmcache; fwd=request");
    assertThat(CacheStatus.bypass("off")).isEqualTo("llmcache; fwd=bypass; detail=off");
    assertThat(CacheStatus.collapsed()).isEqualTo("llmcache; fwd=miss; collapsed");
    assertThat(CacheStatus.onlyIfCached()).isEqualTo("llmcache; detail=only-if-cached");
  }

  @Test
  void whatIsNoTokenIsQuoted() {
    assertThat(CacheStatus.bypass("a \"b\" \\ é\n"))
        .isEqualTo("llmcache; fwd=bypass; detail=\"a \\\"b\\\" \\\\ ??\"");
    assertThat(CacheStatus.bypass("")).isEqualTo("llmcache; fwd=bypass; detail=\"\"");
    assertThat(CacheStatus.bypass("1st")).isEqualTo("llmcache; fwd=bypass; detail=\"1st\"");
  }

  @Property
  void everyValueIsAStructuredField(@ForAll String text, @ForAll int seconds) {
    assertThat(CacheStatus.bypass(text)).matches(MEMBER);
    assertThat(CacheStatus.stale(text)).matches(MEMBER);
    assertThat(CacheStatus.hit(Duration.ofSeconds(seconds), text)).matches(MEMBER);
  }

  @Test
  void fixedValuesAreStructuredFieldsToo() {
    assertThat(CacheStatus.miss()).matches(MEMBER);
    assertThat(CacheStatus.request()).matches(MEMBER);
    assertThat(CacheStatus.collapsed()).matches(MEMBER);
    assertThat(CacheStatus.onlyIfCached()).matches(MEMBER);
  }
}
