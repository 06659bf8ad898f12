package io.llmcache.internal.wire.cohere;

import io.llmcache.internal.wire.FinishReason;
import io.llmcache.internal.wire.Json;
import io.llmcache.internal.wire.Judge;
import io.llmcache.spi.ReplyFacts;
import io.llmcache.spi.ReplyFacts.Ending;
import io.llmcache.spi.ReplyTracker.Progress;
import io.llmcache.spi.Usage;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Judges a chat reply, or the events that make one. No reply names its model. */
final class CohereChatJudge implements Judge {

  private Usage usage = Usage.UNKNOWN;
  private String reason = "";
  private String error = "";
  private boolean begun;
  private boolean text;
  private boolean toolCall;
  private boolean ended;
  private boolean marked;

  @Override
  public void whole(Map<String, @Nullable Object> body) {
    Map<String, @Nullable Object> message = Json.object(body, "message");
    if (message == null) {
      // an error has its text there
      error = "error";
      return;
    }
    Json.objects(message, "content").forEach(this::content);
    toolCall = !Json.objects(message, "tool_calls").isEmpty();
    end(body);
    marked = true;
  }

  @Override
  public void event(String name, Map<String, @Nullable Object> data) {
    String type = Json.text(data, "type");
    Map<String, @Nullable Object> delta = Json.object(data, "delta");
    Map<String, @Nullable Object> message = Json.object(delta, "message");
    switch (type.isEmpty() ? name : type) {
      case "content-start", "content-delta" -> content(Json.object(message, "content"));
      case "tool-plan-delta" -> begun |= !Json.text(message, "tool_plan").isEmpty();
      case "tool-call-start" -> {
        toolCall = true;
        begun = true;
      }
      case "message-end" -> end(delta);
      default -> {
        // beginnings and ends of parts, and whatever newer servers say
      }
    }
  }

  @Override
  public void mark() {
    marked = true;
  }

  private void content(@Nullable Map<String, @Nullable Object> content) {
    text |= !Json.text(content, "text").isEmpty();
    begun |= text || !Json.text(content, "thinking").isEmpty();
  }

  private void end(@Nullable Map<String, @Nullable Object> holder) {
    ended = true;
    reason = Json.text(holder, "finish_reason");
    Map<String, @Nullable Object> counts = Json.object(holder, "usage");
    Map<String, @Nullable Object> tokens = Json.object(counts, "tokens");
    Map<String, @Nullable Object> billed = Json.object(counts, "billed_units");
    Map<String, @Nullable Object> best = tokens == null ? billed : tokens;
    usage = new Usage(Json.count(best, "input_tokens"), Json.count(best, "output_tokens"));
    if (ending(reason) == Ending.ERROR || holder != null && holder.get("error") != null) {
      String type = Json.text(holder, "error_type");
      error = type.isEmpty() ? "finish-" + reason : type;
    }
  }

  /** What the provider's word means. */
  static Ending ending(String reason) {
    return switch (reason) {
      case "COMPLETE", "STOP_SEQUENCE" -> Ending.NATURAL;
      case "TOOL_CALL" -> Ending.TOOL_CALL;
      case "MAX_TOKENS" -> Ending.LENGTH;
      case "ERROR", "TIMEOUT" -> Ending.ERROR;
      default -> Ending.UNKNOWN;
    };
  }

  @Override
  public boolean terminal() {
    return ended && marked;
  }

  @Override
  public Progress progress() {
    if (begun) {
      return Progress.ANSWERING;
    }
    return error.isEmpty() ? Progress.WAITING : Progress.FAILED;
  }

  @Override
  public ReplyFacts facts() {
    if (!error.isEmpty()) {
      return new ReplyFacts(Ending.ERROR, error, "", usage);
    }
    if (!terminal()) {
      return new ReplyFacts(Ending.INCOMPLETE, "no-message-end", "", usage);
    }
    Ending ending = ending(reason);
    if (toolCall) {
      ending = FinishReason.worse(ending, Ending.TOOL_CALL);
    } else if (!text) {
      ending = FinishReason.worse(ending, Ending.EMPTY);
    }
    return new ReplyFacts(ending, reason.isEmpty() ? "no-finish-reason" : reason, "", usage);
  }
}
