package io.llmcache.internal.wire.ollama;

import io.llmcache.internal.wire.Json;
import io.llmcache.internal.wire.Judge;
import io.llmcache.spi.ReplyFacts;
import io.llmcache.spi.ReplyFacts.Ending;
import io.llmcache.spi.Usage;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Judges an answer to chat or generate. A stream ends with the line that says it is done, and why.
 */
final class OllamaJudge implements Judge {

  private boolean text;
  private boolean call;
  private boolean failed;
  private boolean done;
  private boolean more;
  private String reason = "";
  private String model = "";
  private Usage usage = Usage.UNKNOWN;

  @Override
  public void whole(Map<String, @Nullable Object> body) {
    event("", body);
  }

  @Override
  public void event(String name, Map<String, @Nullable Object> line) {
    more |= done;
    failed |= line.get("error") != null;
    Map<String, @Nullable Object> message = Json.object(line, "message");
    text |= !Json.text(line, "response").isEmpty() || !Json.text(message, "content").isEmpty();
    call |= message != null && OllamaRequest.lists(message, "tool_calls");
    String named = Json.text(line, "model");
    model = named.isEmpty() ? model : named;
    if (Boolean.TRUE.equals(line.get("done"))) {
      done = true;
      reason = Json.text(line, "done_reason");
      usage = new Usage(Json.count(line, "prompt_eval_count"), Json.count(line, "eval_count"));
    }
  }

  @Override
  public boolean terminal() {
    return done && !reason.isEmpty() && !failed && !more;
  }

  @Override
  public ReplyFacts facts() {
    if (failed) {
      return facts(Ending.ERROR, "error");
    }
    if (!done || more) {
      return facts(Ending.INCOMPLETE, more ? "text-after-the-end" : "not-done");
    }
    return facts(ending(), reason);
  }

  private Ending ending() {
    Ending ending =
        switch (reason) {
          case "stop" -> Ending.NATURAL;
          case "length" -> Ending.LENGTH;
          default -> Ending.UNKNOWN;
        };
    if (ending != Ending.UNKNOWN && !text && !call) {
      return Ending.EMPTY;
    }
    return call && ending == Ending.NATURAL ? Ending.TOOL_CALL : ending;
  }

  private ReplyFacts facts(Ending ending, String detail) {
    return new ReplyFacts(ending, detail, model, usage);
  }
}
