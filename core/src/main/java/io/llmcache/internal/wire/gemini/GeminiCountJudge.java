package io.llmcache.internal.wire.gemini;

import io.llmcache.internal.wire.Json;
import io.llmcache.internal.wire.Judge;
import io.llmcache.internal.wire.JudgingTracker;
import io.llmcache.spi.ReplyFacts;
import io.llmcache.spi.ReplyFacts.Ending;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Judges a count of tokens, which never comes as a stream. */
final class GeminiCountJudge implements Judge {

  private Ending ending = Ending.INCOMPLETE;

  @Override
  public void whole(Map<String, @Nullable Object> body) {
    if (body.get("error") != null) {
      ending = Ending.ERROR;
    } else {
      ending = Json.count(body, "totalTokens") >= 0 ? Ending.NATURAL : Ending.UNKNOWN;
    }
  }

  @Override
  public void event(String name, Map<String, @Nullable Object> data) {
    ending = data.get("error") != null ? Ending.ERROR : ending;
  }

  @Override
  public boolean terminal() {
    return false;
  }

  @Override
  public ReplyFacts facts() {
    return JudgingTracker.facts(ending, ending == Ending.NATURAL ? "totalTokens" : "");
  }
}
