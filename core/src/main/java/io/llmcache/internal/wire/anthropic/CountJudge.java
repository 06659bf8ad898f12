package io.llmcache.internal.wire.anthropic;

import io.llmcache.internal.wire.Json;
import io.llmcache.internal.wire.Judge;
import io.llmcache.internal.wire.JudgingTracker;
import io.llmcache.spi.ReplyFacts;
import io.llmcache.spi.ReplyFacts.Ending;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Judges a count of tokens: it is one if it has the number. It never comes as a stream. */
final class CountJudge implements Judge {

  private ReplyFacts facts = JudgingTracker.facts(Ending.INCOMPLETE, "not-a-count");

  @Override
  public void whole(Map<String, @Nullable Object> body) {
    if (body.get("error") != null) {
      facts = JudgingTracker.facts(Ending.ERROR, "error");
    } else if (Json.count(body, "input_tokens") >= 0) {
      facts = JudgingTracker.facts(Ending.NATURAL, "counted");
    } else {
      facts = JudgingTracker.facts(Ending.UNKNOWN, "no-count");
    }
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
