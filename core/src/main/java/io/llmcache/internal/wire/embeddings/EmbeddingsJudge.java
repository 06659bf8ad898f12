package io.llmcache.internal.wire.embeddings;

import io.llmcache.internal.wire.Json;
import io.llmcache.internal.wire.Judge;
import io.llmcache.internal.wire.JudgingTracker;
import io.llmcache.spi.ReplyFacts;
import io.llmcache.spi.ReplyFacts.Ending;
import io.llmcache.spi.Usage;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A reply is whole if it has one vector for each input; there are no streams. */
final class EmbeddingsJudge implements Judge {

  private final int inputs;
  private ReplyFacts facts = JudgingTracker.facts(Ending.INCOMPLETE, "no-vectors");

  /**
   * @param inputs how many there were
   */
  EmbeddingsJudge(int inputs) {
    this.inputs = inputs;
  }

  @Override
  public void whole(Map<String, @Nullable Object> body) {
    if (body.get("error") != null) {
      facts = JudgingTracker.facts(Ending.ERROR, "error");
      return;
    }
    boolean whole = EmbeddingsReply.inOrder(body, inputs) != null;
    facts =
        new ReplyFacts(
            whole ? Ending.NATURAL : Ending.INCOMPLETE,
            whole ? "" : "vectors-missing",
            Json.text(body, "model"),
            usage(Json.object(body, "usage")));
  }

  /** Voyage counts the sum only, which is the same, since nothing is generated. */
  static Usage usage(@Nullable Map<String, @Nullable Object> usage) {
    long prompt = Json.count(usage, "prompt_tokens");
    return new Usage(
        prompt < 0 ? Json.count(usage, "total_tokens") : prompt,
        Json.count(usage, "completion_tokens"));
  }

  @Override
  public void event(String name, Map<String, @Nullable Object> data) {
    if (data.get("error") != null) {
      facts = JudgingTracker.facts(Ending.ERROR, "error");
    }
  }

  @Override
  public boolean terminal() {
    return false;
  }

  @Override
  public ReplyFacts facts() {
    return facts;
  }
}
