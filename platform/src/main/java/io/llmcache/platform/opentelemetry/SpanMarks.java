package io.llmcache.platform.opentelemetry;

import io.llmcache.platform.RequestOutcome;
import io.llmcache.spi.CacheEvent;
import io.llmcache.spi.CacheEvent.Kind;
import io.llmcache.spi.Likeness;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;

/** Writes onto the current span what came of a request: no text, no key. */
final class SpanMarks {

  private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("llmcache.outcome");
  private static final AttributeKey<String> TIER = AttributeKey.stringKey("llmcache.tier");
  private static final AttributeKey<String> REASON = AttributeKey.stringKey("llmcache.reason");
  private static final AttributeKey<Double> SIMILARITY =
      AttributeKey.doubleKey("llmcache.similarity");

  private SpanMarks() {}

  static void set(CacheEvent event) {
    RequestOutcome outcome = RequestOutcome.of(event);
    if (outcome == null) {
      return;
    }
    Span span = Span.current();
    if (!span.isRecording()) {
      return;
    }
    span.setAttribute(OUTCOME, outcome.outcome());
    if (!outcome.tier().equals(RequestOutcome.NONE)) {
      span.setAttribute(TIER, outcome.tier());
    }
    if (event.kind() == Kind.BYPASS || event.kind() == Kind.STALE) {
      span.setAttribute(REASON, event.detail());
    }
    Likeness likeness = event.likeness();
    if (likeness != null) {
      span.setAttribute(SIMILARITY, likeness.similarity());
    }
  }
}
