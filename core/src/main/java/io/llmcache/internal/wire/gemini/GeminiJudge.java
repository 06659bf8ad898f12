package io.llmcache.internal.wire.gemini;

import io.llmcache.internal.key.JsonTree;
import io.llmcache.internal.wire.FinishReason;
import io.llmcache.internal.wire.Json;
import io.llmcache.internal.wire.Judge;
import io.llmcache.spi.ReplyFacts;
import io.llmcache.spi.ReplyFacts.Ending;
import io.llmcache.spi.Usage;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Judges an answer by its pieces. A stream has no terminal mark: its end is the reason in the last
 * piece of each candidate.
 */
final class GeminiJudge implements Judge {

  private final long expected;
  private final Map<Long, GeminiCandidate> candidates = new TreeMap<>();
  private boolean whole;
  private boolean failed;
  private String blocked = "";
  private String model = "";
  private Usage usage = Usage.UNKNOWN;

  /**
   * @param expected how many candidates were asked for
   */
  GeminiJudge(long expected) {
    this.expected = expected;
  }

  @Override
  public void whole(Map<String, @Nullable Object> body) {
    whole = true;
    add(body);
  }

  @Override
  public void event(String name, Map<String, @Nullable Object> data) {
    add(data);
  }

  private void add(Map<String, @Nullable Object> piece) {
    failed |= piece.get("error") != null;
    Object reason = valueOf(Json.object(piece, "promptFeedback"), "blockReason");
    if (reason != null) {
      blocked = word(reason);
    }
    String named = Json.text(piece, "modelVersion");
    model = named.isEmpty() ? model : named;
    Map<String, @Nullable Object> counts = Json.object(piece, "usageMetadata");
    usage = counts == null ? usage : usage(counts);
    for (Map<String, @Nullable Object> candidate : Json.objects(piece, "candidates")) {
      long index = Math.max(0, Json.count(candidate, "index"));
      candidates.computeIfAbsent(index, any -> new GeminiCandidate()).add(candidate);
    }
  }

  /** What it thought is what it said, as far as tokens go. */
  private static Usage usage(Map<String, @Nullable Object> counts) {
    long said = Json.count(counts, "candidatesTokenCount");
    long thought = Json.count(counts, "thoughtsTokenCount");
    boolean unknown = said < 0 && thought < 0;
    return new Usage(
        Json.count(counts, "promptTokenCount"),
        unknown ? -1 : Math.max(0, said) + Math.max(0, thought));
  }

  @Override
  public boolean terminal() {
    boolean allEnded =
        candidates.size() >= expected
            && candidates.values().stream().allMatch(GeminiCandidate::ended);
    return !failed && (!blocked.isEmpty() || allEnded);
  }

  @Override
  public ReplyFacts facts() {
    if (failed) {
      return facts(Ending.ERROR, "error");
    }
    if (!blocked.isEmpty()) {
      return facts(Ending.REFUSED, blocked);
    }
    if (!whole && !terminal()) {
      return facts(Ending.INCOMPLETE, "no-finish-reason");
    }
    if (candidates.isEmpty()) {
      return facts(Ending.UNKNOWN, "no-candidates");
    }
    Ending worst = Ending.NATURAL;
    String detail = "";
    for (GeminiCandidate candidate : candidates.values()) {
      Ending ending = candidate.ending();
      if (detail.isEmpty() || FinishReason.worse(ending, worst) != worst) {
        worst = ending;
        detail = candidate.reason();
      }
    }
    return facts(worst, detail);
  }

  private ReplyFacts facts(Ending ending, String detail) {
    return new ReplyFacts(ending, detail, model, usage);
  }

  private static @Nullable Object valueOf(
      @Nullable Map<String, @Nullable Object> object, String name) {
    return object == null ? null : object.get(name);
  }

  /** An enum's name, or its number where the client asked for numbers. */
  static String word(@Nullable Object value) {
    String text = JsonTree.text(value);
    return text != null ? text : value instanceof Number number ? number.toString() : "";
  }
}
