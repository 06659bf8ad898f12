package io.llmcache.internal.wire.ollama;

import io.llmcache.internal.key.JsonTree;
import io.llmcache.internal.wire.Json;
import io.llmcache.internal.wire.Judge;
import io.llmcache.spi.ReplyFacts;
import io.llmcache.spi.ReplyFacts.Ending;
import io.llmcache.spi.Usage;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Judges embeddings, which never come as a stream. */
final class OllamaEmbedJudge implements Judge {

  private final int expected;
  private ReplyFacts facts = new ReplyFacts(Ending.INCOMPLETE, "", "", Usage.UNKNOWN);

  /**
   * @param expected how many embeddings were asked for; negative if it is one, in the older way
   */
  OllamaEmbedJudge(int expected) {
    this.expected = expected;
  }

  @Override
  public void whole(Map<String, @Nullable Object> body) {
    String detail = expected < 0 ? "embedding" : "embeddings";
    Usage usage = new Usage(Json.count(body, "prompt_eval_count"), -1);
    facts = new ReplyFacts(ending(body), detail, Json.text(body, "model"), usage);
  }

  private Ending ending(Map<String, @Nullable Object> body) {
    if (body.get("error") != null) {
      return Ending.ERROR;
    }
    if (expected < 0) {
      return vectorEnding(body.get("embedding"));
    }
    List<@Nullable Object> vectors = JsonTree.array(body.get("embeddings"));
    if (vectors == null || vectors.size() != expected) {
      return Ending.UNKNOWN;
    }
    return vectors.stream()
        .map(OllamaEmbedJudge::vectorEnding)
        .filter(ending -> ending != Ending.NATURAL)
        .findFirst()
        .orElse(Ending.NATURAL);
  }

  private static Ending vectorEnding(@Nullable Object vector) {
    List<@Nullable Object> numbers = JsonTree.array(vector);
    if (numbers == null) {
      return Ending.UNKNOWN;
    }
    return numbers.isEmpty() ? Ending.EMPTY : Ending.NATURAL;
  }

  @Override
  public void event(String name, Map<String, @Nullable Object> data) {}

  @Override
  public boolean terminal() {
    return false;
  }

  @Override
  public ReplyFacts facts() {
    return facts;
  }
}
