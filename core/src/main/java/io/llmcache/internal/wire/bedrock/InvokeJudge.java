package io.llmcache.internal.wire.bedrock;

import io.llmcache.internal.wire.Json;
import io.llmcache.internal.wire.Judge;
import io.llmcache.spi.ReplyFacts;
import io.llmcache.spi.ReplyFacts.Ending;
import io.llmcache.spi.ReplyTracker.Progress;
import io.llmcache.spi.Usage;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Judges by what the known families of models say. The frames of a stream have the model's own
 * objects in them; Bedrock adds its count of tokens to the last one.
 */
final class InvokeJudge implements Judge {

  private static final String METRICS = "amazon-bedrock-invocationMetrics";

  private final InvokeOutput output = new InvokeOutput();
  private boolean whole;
  private boolean ended;
  private String flaw = "";
  private String error = "";
  private Usage usage = Usage.UNKNOWN;

  @Override
  public void whole(Map<String, @Nullable Object> body) {
    whole = true;
    usage = InvokeUsage.of(body);
    output.add(body);
  }

  @Override
  public void event(String name, Map<String, @Nullable Object> data) {
    ended = false;
    if (!name.equals("chunk")) {
      error = name.startsWith(":") ? name.substring(1) : "unknown-event";
      return;
    }
    Map<String, @Nullable Object> inner = inner(data);
    if (inner == null) {
      flaw = "chunk-not-json";
      return;
    }
    output.add(inner);
    Map<String, @Nullable Object> metrics = Json.object(inner, METRICS);
    if (metrics != null) {
      ended = true;
      usage =
          new Usage(
              Json.count(metrics, "inputTokenCount"), Json.count(metrics, "outputTokenCount"));
    }
  }

  private static @Nullable Map<String, @Nullable Object> inner(Map<String, @Nullable Object> data) {
    try {
      return Json.object(Base64.getDecoder().decode(Json.text(data, "bytes")));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  @Override
  public boolean terminal() {
    return ended && flaw.isEmpty() && error.isEmpty() && output.ending() != Ending.UNKNOWN;
  }

  @Override
  public Progress progress() {
    if (output.answers()) {
      return Progress.ANSWERING;
    }
    return error.isEmpty() ? Progress.WAITING : Progress.FAILED;
  }

  @Override
  public ReplyFacts facts() {
    if (!error.isEmpty()) {
      return facts(Ending.ERROR, error);
    }
    if (!flaw.isEmpty()) {
      return facts(Ending.INCOMPLETE, flaw);
    }
    Ending ending = output.ending();
    if (!whole && !ended && ending != Ending.REFUSED) {
      return facts(Ending.INCOMPLETE, "no-metrics");
    }
    return facts(ending, output.detail());
  }

  private ReplyFacts facts(Ending ending, String detail) {
    return new ReplyFacts(ending, detail, output.model(), usage);
  }
}
