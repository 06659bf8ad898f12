package io.llmcache.internal.wire.cohere;

import io.llmcache.internal.key.JsonTree;
import io.llmcache.internal.wire.Json;
import io.llmcache.internal.wire.Judge;
import io.llmcache.internal.wire.JudgingTracker;
import io.llmcache.spi.ReplyFacts;
import io.llmcache.spi.ReplyFacts.Ending;
import io.llmcache.spi.Usage;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Judges a reply that is a list, or several of one length. It never comes as a stream. */
final class CohereListJudge implements Judge {

  private final long asked;
  private ReplyFacts facts = JudgingTracker.facts(Ending.INCOMPLETE, "not-a-list");

  CohereListJudge(long asked) {
    this.asked = asked;
  }

  @Override
  public void whole(Map<String, @Nullable Object> body) {
    Map<String, @Nullable Object> meta = Json.object(body, "meta");
    long tokens = Json.count(Json.object(meta, "billed_units"), "input_tokens");
    if (JsonTree.isText(body.get("message"))) {
      facts = JudgingTracker.facts(Ending.ERROR, "error");
    } else if (isWhole(body)) {
      facts = new ReplyFacts(Ending.NATURAL, "as-long-as-asked", "", new Usage(tokens, -1));
    } else {
      facts = JudgingTracker.facts(Ending.UNKNOWN, "not-as-long-as-asked");
    }
  }

  /** Embeddings come once for each type of number that was asked for. */
  private boolean isWhole(Map<String, @Nullable Object> body) {
    Map<String, @Nullable Object> byType = Json.object(body, "embeddings");
    if (byType != null) {
      return !byType.isEmpty() && byType.values().stream().allMatch(this::isLongEnough);
    }
    return isLongEnough(body.get("results"));
  }

  private boolean isLongEnough(@Nullable Object list) {
    List<@Nullable Object> elements = JsonTree.array(list);
    return elements != null && !elements.isEmpty() && elements.size() == asked;
  }

  @Override
  public void event(String name, Map<String, @Nullable Object> data) {
    // a stream stays incomplete, whatever it says
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
