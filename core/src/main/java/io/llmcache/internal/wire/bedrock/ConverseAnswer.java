package io.llmcache.internal.wire.bedrock;

import io.llmcache.internal.wire.Framing.Event;
import io.llmcache.internal.wire.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Puts the answer of a stream together. For one thread. */
final class ConverseAnswer {

  private final TreeMap<Long, BlockSum> blocks = new TreeMap<>();
  private String role = "";
  private @Nullable Map<String, @Nullable Object> stop;
  private @Nullable Map<String, @Nullable Object> metadata;

  private ConverseAnswer() {}

  /** Null if the stream has no end, or anything that nobody here knows. */
  static @Nullable Map<String, @Nullable Object> of(List<Event> events) {
    ConverseAnswer answer = new ConverseAnswer();
    for (Event event : events) {
      Map<String, @Nullable Object> data = event.data();
      if (data == null || !answer.add(event.name(), data)) {
        return null;
      }
    }
    return answer.whole();
  }

  private boolean add(String name, Map<String, @Nullable Object> data) {
    switch (name) {
      case "messageStart" -> role = Json.text(data, "role");
      case "contentBlockStart" -> {
        return block(data).start(Json.object(data, "start"));
      }
      case "contentBlockDelta" -> {
        return block(data).delta(Json.object(data, "delta"));
      }
      case "contentBlockStop" -> block(data);
      case "messageStop" -> stop = data;
      case "metadata" -> metadata = data;
      default -> {
        return false;
      }
    }
    return true;
  }

  private BlockSum block(Map<String, @Nullable Object> data) {
    return blocks.computeIfAbsent(Json.count(data, "contentBlockIndex"), any -> new BlockSum());
  }

  private @Nullable Map<String, @Nullable Object> whole() {
    if (stop == null || metadata == null || role.isEmpty()) {
      return null;
    }
    List<@Nullable Object> content = new ArrayList<>();
    for (BlockSum block : blocks.values()) {
      Map<String, @Nullable Object> sum = block.sum();
      if (sum == null) {
        return null;
      }
      content.add(sum);
    }
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    answer.put("output", Json.of("message", Json.of("role", role, "content", content)));
    answer.putAll(stop);
    answer.putAll(metadata);
    // padding of random length
    answer.remove("p");
    return answer;
  }
}
