package io.llmcache.internal.wire.responses;

import io.llmcache.internal.wire.Json;
import io.llmcache.internal.wire.Judge;
import io.llmcache.spi.ReplyFacts;
import io.llmcache.spi.ReplyFacts.Ending;
import io.llmcache.spi.ReplyTracker.Progress;
import io.llmcache.spi.Usage;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Judges by the response object, which is the whole reply or lies in the last event of a stream. A
 * mark {@code [DONE]}, which OpenRouter adds, proves nothing and is not asked for.
 */
final class ResponsesJudge implements Judge {

  private final Map<Long, Map<String, @Nullable Object>> items = new TreeMap<>();
  private Map<String, @Nullable Object> response = Map.of();
  private boolean whole;
  private boolean ended;
  private boolean answering;
  private String error = "";

  @Override
  public void whole(Map<String, @Nullable Object> body) {
    whole = true;
    response = body;
  }

  @Override
  public void event(String name, Map<String, @Nullable Object> data) {
    String type = type(name, data);
    switch (type) {
      case "response.output_item.done" -> {
        Map<String, @Nullable Object> item = Json.object(data, "item");
        if (item != null) {
          items.put(Json.count(data, "output_index"), item);
        }
      }
      case "response.completed", "response.incomplete", "response.failed" -> {
        Map<String, @Nullable Object> last = Json.object(data, "response");
        response = last == null ? Map.of() : last;
        ended = last != null;
      }
      default -> {}
    }
    answering |= type.endsWith(".delta") || type.equals("response.output_item.done");
    if (type.equals("error") || type.equals("response.failed") || data.get("error") != null) {
      error = "error-event";
    }
  }

  /** The name and the type are the same word; not every server sends both. */
  static String type(String name, Map<String, @Nullable Object> data) {
    String type = Json.text(data, "type");
    return type.isEmpty() ? name : type;
  }

  @Override
  public boolean terminal() {
    return ended && error.isEmpty();
  }

  @Override
  public Progress progress() {
    if (answering) {
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
      return facts(Ending.INCOMPLETE, "no-last-event");
    }
    if (response.get("error") != null) {
      return facts(Ending.ERROR, "error");
    }
    String status = Json.text(response, "status");
    return switch (status) {
      case "completed" -> facts(output().ending(Ending.NATURAL), status);
      case "incomplete" -> incomplete();
      case "failed" -> facts(Ending.ERROR, status);
      case "queued", "in_progress", "cancelled" -> facts(Ending.INCOMPLETE, status);
      default -> facts(Ending.UNKNOWN, status.isEmpty() ? "no-status" : "unknown-status");
    };
  }

  /** What the last event says counts; some servers leave the items out of it. */
  private ResponsesOutput output() {
    List<Map<String, @Nullable Object>> last = Json.objects(response, "output");
    ResponsesOutput output = new ResponsesOutput();
    (last.isEmpty() ? items.values() : last).forEach(output::item);
    return output;
  }

  private ReplyFacts incomplete() {
    String reason = Json.text(Json.object(response, "incomplete_details"), "reason");
    return switch (reason) {
      case "max_output_tokens" -> facts(output().ending(Ending.LENGTH), reason);
      case "content_filter" -> facts(Ending.REFUSED, reason);
      default -> facts(Ending.UNKNOWN, "unknown-reason");
    };
  }

  private ReplyFacts facts(Ending ending, String detail) {
    Map<String, @Nullable Object> usage = Json.object(response, "usage");
    return new ReplyFacts(
        ending,
        detail,
        Json.text(response, "model"),
        new Usage(Json.count(usage, "input_tokens"), Json.count(usage, "output_tokens")));
  }
}
