package io.llmcache.internal.wire.anthropic;

import io.llmcache.internal.wire.FinishReason;
import io.llmcache.internal.wire.Json;
import io.llmcache.internal.wire.Judge;
import io.llmcache.spi.ReplyFacts;
import io.llmcache.spi.ReplyFacts.Ending;
import io.llmcache.spi.ReplyTracker.Progress;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Judges a message, or the events that make one. */
final class MessagesJudge implements Judge {

  private final MessageUsage usage = new MessageUsage();
  private String model = "";
  private String reason = "";
  private String error = "";
  private boolean begun;
  private boolean text;
  private boolean toolCall;
  private boolean started;
  private boolean stopped;

  @Override
  public void whole(Map<String, @Nullable Object> body) {
    if (body.get("error") != null || "error".equals(body.get("type"))) {
      failed(body);
      return;
    }
    message(body);
    stopped = started;
  }

  @Override
  public void event(String name, Map<String, @Nullable Object> data) {
    String type = Json.text(data, "type");
    switch (type.isEmpty() ? name : type) {
      case "message_start" -> message(Json.object(data, "message"));
      case "content_block_start" -> block(Json.object(data, "content_block"));
      case "content_block_delta" -> delta(Json.object(data, "delta"));
      case "message_delta" -> {
        reason(Json.object(data, "delta"));
        usage.overlay(Json.object(data, "usage"));
      }
      case "message_stop" -> stopped = true;
      case "error" -> failed(data);
      default -> {
        // pings, and whatever newer servers say
      }
    }
  }

  private void message(@Nullable Map<String, @Nullable Object> message) {
    if (message == null) {
      return;
    }
    started = true;
    model = Json.text(message, "model");
    usage.overlay(Json.object(message, "usage"));
    reason(message);
    Json.objects(message, "content").forEach(this::block);
  }

  private void block(@Nullable Map<String, @Nullable Object> block) {
    String type = Json.text(block, "type");
    toolCall |= type.equals("tool_use");
    text |= type.equals("text") && !Json.text(block, "text").isEmpty();
    begun |= text || !type.isEmpty() && !type.equals("text") && !type.equals("thinking");
  }

  private void delta(@Nullable Map<String, @Nullable Object> delta) {
    text |= !Json.text(delta, "text").isEmpty();
    begun |= text || !Json.text(delta, "thinking").isEmpty();
  }

  private void reason(@Nullable Map<String, @Nullable Object> holder) {
    String given = Json.text(holder, "stop_reason");
    reason = given.isEmpty() ? reason : given;
  }

  private void failed(Map<String, @Nullable Object> body) {
    String type = Json.text(Json.object(body, "error"), "type");
    error = type.isEmpty() ? "error" : type;
  }

  @Override
  public boolean terminal() {
    return started && stopped && error.isEmpty();
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
      return facts(Ending.ERROR, error);
    }
    if (!terminal()) {
      return facts(Ending.INCOMPLETE, "no-message-stop");
    }
    Ending ending = StopReason.ending(reason);
    if (toolCall) {
      ending = FinishReason.worse(ending, Ending.TOOL_CALL);
    } else if (!text) {
      ending = FinishReason.worse(ending, Ending.EMPTY);
    }
    return facts(ending, reason.isEmpty() ? "no-stop-reason" : reason);
  }

  private ReplyFacts facts(Ending ending, String detail) {
    return new ReplyFacts(ending, detail, model, usage.tokens());
  }
}
