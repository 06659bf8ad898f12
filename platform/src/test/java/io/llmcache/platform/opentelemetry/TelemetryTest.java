package io.llmcache.platform.opentelemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.platform.Happenings;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.testing.junit5.OpenTelemetryExtension;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What OpenTelemetry gets. */
class TelemetryTest {

  @RegisterExtension
  static final OpenTelemetryExtension TELEMETRY = OpenTelemetryExtension.create();

  private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("llmcache.outcome");

  private final Happenings happenings = new Happenings();
  private Runnable end = () -> {};

  @BeforeEach
  void attach() {
    // the extension sets the global one
    end = Telemetry.attach(happenings.cache(), "shop.war", null);
  }

  @AfterEach
  void end() {
    end.run();
    happenings.close();
  }

  @Test
  void countsWhatHappened() {
    happenings.miss().hit().hit().bypass().collapse().stale();

    Map<String, Double> counted = counted();
    assertThat(counted)
        .containsEntry("llmcache.requests hit l1 exact", 2.0)
        .containsEntry("llmcache.requests miss none none", 3.0)
        .containsEntry("llmcache.requests collapsed none none", 1.0)
        .containsEntry("llmcache.requests stale none none", 1.0)
        .containsEntry("llmcache.bypasses too-large", 1.0)
        .containsEntry("llmcache.tokens.saved", 4.0 * Happenings.TOKENS)
        .containsEntry("llmcache.tier.up l2", 1.0);
  }

  @Test
  void theCallersSpanSaysWhatCameOfItsRequest() {
    assertThat(marked(happenings::miss).get(OUTCOME)).isEqualTo("miss");
    Attributes hit = marked(happenings::hit);
    assertThat(hit.get(OUTCOME)).isEqualTo("hit");
    assertThat(hit.get(AttributeKey.stringKey("llmcache.tier"))).isEqualTo("l1");
    assertThat(hit.get(AttributeKey.doubleKey("llmcache.similarity"))).isNull();
    Attributes bypassed = marked(happenings::bypass);
    assertThat(bypassed.get(OUTCOME)).isEqualTo("bypass");
    assertThat(bypassed.get(AttributeKey.stringKey("llmcache.reason"))).isEqualTo("too-large");
    Attributes like = marked(happenings::hitByMeaning);
    assertThat(like.get(OUTCOME)).isEqualTo("hit");
    assertThat(like.get(AttributeKey.doubleKey("llmcache.similarity"))).isGreaterThan(0.95);
    assertThat(marked(happenings::stale).get(OUTCOME)).isEqualTo("stale");
  }

  @Test
  void aSpanIsNotMarkedForTheRequestOfAnotherThread() {
    Attributes leader = marked(happenings::collapse);

    assertThat(leader.get(OUTCOME)).isEqualTo("miss");
    assertThat(counted()).containsEntry("llmcache.requests collapsed none none", 1.0);
  }

  @Test
  void noTextAndNoKeyIsOnASpan() {
    happenings.miss();
    Attributes like = marked(happenings::hitByMeaning);

    assertThat(like.asMap().keySet())
        .extracting(AttributeKey::getKey)
        .isSubsetOf("llmcache.outcome", "llmcache.tier", "llmcache.reason", "llmcache.similarity");
    assertThat(like.toString()).doesNotContain("basil");
  }

  @Test
  void anEndedDeploymentCountsNoMore() {
    happenings.miss();
    end.run();
    TELEMETRY.clearMetrics();
    TELEMETRY.clearSpans();

    assertThat(marked(happenings::hit).isEmpty()).isTrue();
    assertThat(counted()).doesNotContainKey("llmcache.tier.up l1");
  }

  @Test
  void theApplicationCanStillSetTheGlobalOne() {
    GlobalOpenTelemetry.resetForTest();
    Happenings early = new Happenings();
    Runnable over = Telemetry.attach(early.cache(), "early.war", null);
    early.miss();

    assertThat(GlobalOpenTelemetry.isSet()).isFalse();
    GlobalOpenTelemetry.set(TELEMETRY.getOpenTelemetry());
    early.hit();

    assertThat(counted()).containsEntry("llmcache.requests hit l1 exact", 1.0);
    over.run();
    early.close();
  }

  private static Attributes marked(Runnable work) {
    TELEMETRY.clearSpans();
    Span span = TELEMETRY.getOpenTelemetry().getTracer("test").spanBuilder("call").startSpan();
    try (Scope current = span.makeCurrent()) {
      assertThat(current).isNotNull();
      work.run();
    } finally {
      span.end();
    }
    SpanData data = TELEMETRY.getSpans().get(0);
    return data.getAttributes();
  }

  private static Map<String, Double> counted() {
    Map<String, Double> counted = new TreeMap<>();
    for (MetricData metric : TELEMETRY.getMetrics()) {
      metric
          .getDoubleSumData()
          .getPoints()
          .forEach(point -> counted.put(named(metric, point.getAttributes()), point.getValue()));
      metric
          .getLongGaugeData()
          .getPoints()
          .forEach(
              point ->
                  counted.put(named(metric, point.getAttributes()), (double) point.getValue()));
    }
    return counted;
  }

  private static String named(MetricData metric, Attributes attributes) {
    StringBuilder name = new StringBuilder(metric.getName());
    for (String tag : new String[] {"outcome", "tier", "kind", "reason", "guard", "where"}) {
      String value = attributes.get(AttributeKey.stringKey(tag));
      name.append(value == null ? "" : " " + value);
    }
    return name.toString();
  }
}
