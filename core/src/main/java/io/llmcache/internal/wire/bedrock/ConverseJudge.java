package io.llmcache.internal.wire.bedrock;

import io.llmcache.internal.wire.FinishReason;
import io.llmcache.internal.wire.Json;
import io.llmcache.internal.wire.Judge;
import io.llmcache.spi.ReplyFacts;
import io.llmcache.spi.ReplyFacts.Ending;
import io.llmcache.spi.ReplyTracker.Progress;
import io.llmcache.spi.Usage;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Judges by the stop reason and the blocks; a stream ends with messageStop, then metadata. */
final class ConverseJudge implements Judge {

  private boolean whole;
  private boolean text;
  private boolean call;
  private boolean stopped;
  private boolean ended;
  private String reason = "";
  private String error = "";
  private Usage usage = Usage.UNKNOWN;

  @Override
  public void whole(Map<String, @Nullable Object> body) {
    whole = true;
    reason = Json.text(body, "stopReason");
    usage = usage(body);
    Map<String, @Nullable Object> message = Json.object(Json.object(body, "output"), "message");
    for (Map<String, @Nullable Object> block : Json.objects(message, "content")) {
      text |= !Json.text(block, "text").isEmpty();
      call |= block.get("toolUse") != null;
    }
  }

  @Override
  public void event(String name, Map<String, @Nullable Object> data) {
    // nothing comes after the metadata
    ended = false;
    switch (name) {
      case "contentBlockStart" ->
          call |= Json.object(Json.object(data, "start"), "toolUse") != null;
      case "contentBlockDelta" -> text |= !Json.text(Json.object(data, "delta"), "text").isEmpty();
      case "messageStop" -> {
        reason = Json.text(data, "stopReason");
        stopped = true;
      }
      case "metadata" -> {
        usage = usage(data);
        ended = stopped;
      }
      default -> error = name.startsWith(":") ? name.substring(1) : error;
    }
  }

  @Override
  public boolean terminal() {
    return ended && error.isEmpty();
  }

  @Override
  public Progress progress() {
    if (text || call) {
      return Progress.ANSWERING;
    }
    return error.isEmpty() ? Progress.WAITING : Progress.FAILED;
  }

  @Override
  public ReplyFacts facts() {
    if (!error.isEmpty()) {
      return facts(Ending.ERROR, error);
    }
    if (!whole && !ended) {
      return facts(Ending.INCOMPLETE, stopped ? "no-metadata" : "no-message-stop");
    }
    Ending ending = StopReason.ending(reason);
    if (call) {
      ending = FinishReason.worse(ending, Ending.TOOL_CALL);
    } else if (!text) {
      ending = FinishReason.worse(ending, Ending.EMPTY);
    }
    boolean unknown = StopReason.ending(reason) == Ending.UNKNOWN;
    return facts(ending, unknown ? "unknown-reason" : reason);
  }

  private ReplyFacts facts(Ending ending, String detail) {
    return new ReplyFacts(ending, detail, "", usage);
  }

  private static Usage usage(Map<String, @Nullable Object> parent) {
    Map<String, @Nullable Object> usage = Json.object(parent, "usage");
    return new Usage(Json.count(usage, "inputTokens"), Json.count(usage, "outputTokens"));
  }
}
