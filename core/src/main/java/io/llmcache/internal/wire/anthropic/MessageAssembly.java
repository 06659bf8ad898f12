package io.llmcache.internal.wire.anthropic;

import io.llmcache.internal.wire.Framing.Event;
import io.llmcache.internal.wire.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the message that a whole stream of events tells. */
final class MessageAssembly {

  private static final Set<String> IN_MESSAGE_DELTA = Set.of("type", "delta", "usage");

  private final List<@Nullable Object> content = new ArrayList<>();
  private @Nullable Map<String, @Nullable Object> message;
  private @Nullable BlockAssembly block;
  private boolean stopped;

  private MessageAssembly() {}

  /** Null if the events are not in order, or have something that a message cannot say. */
  static @Nullable Map<String, @Nullable Object> of(List<Event> events) {
    MessageAssembly assembly = new MessageAssembly();
    for (Event event : events) {
      Map<String, @Nullable Object> data = event.data();
      if (data == null || !assembly.add(Json.text(data, "type"), data)) {
        return null;
      }
    }
    return assembly.whole();
  }

  private @Nullable Map<String, @Nullable Object> whole() {
    if (!stopped || message == null || Json.object(message, "usage") == null) {
      return null;
    }
    if (message.get("error") != null || Json.text(message, "type").equals("error")) {
      return null;
    }
    message.put("content", content);
    return message;
  }

  private boolean add(String type, Map<String, @Nullable Object> data) {
    if (type.equals("ping")) {
      return true;
    }
    if (type.equals("message_start")) {
      return message == null && start(Json.object(data, "message"));
    }
    if (message == null || stopped) {
      return false;
    }
    return switch (type) {
      case "content_block_start" -> startBlock(data);
      case "content_block_delta" -> isOpen(data) && block != null && block.add(data);
      case "content_block_stop" -> isOpen(data) && stopBlock();
      case "message_delta" -> block == null && change(message, data);
      case "message_stop" -> {
        stopped = block == null;
        yield stopped;
      }
      default -> false;
    };
  }

  private boolean start(@Nullable Map<String, @Nullable Object> started) {
    if (started == null
        || !(started.get("content") instanceof List<?> blocks)
        || !blocks.isEmpty()) {
      return false;
    }
    message = Json.copy(started);
    return true;
  }

  private boolean startBlock(Map<String, @Nullable Object> data) {
    Map<String, @Nullable Object> started = Json.object(data, "content_block");
    if (block != null || started == null || !isNext(data)) {
      return false;
    }
    block = new BlockAssembly(started);
    return true;
  }

  private boolean stopBlock() {
    Map<String, @Nullable Object> whole = block == null ? null : block.whole();
    block = null;
    return whole != null && content.add(whole);
  }

  private boolean isOpen(Map<String, @Nullable Object> data) {
    return block != null && isNext(data);
  }

  /** Blocks come one after another, so the open one has the next place. */
  private boolean isNext(Map<String, @Nullable Object> data) {
    return data.get("index") instanceof BigDecimal index
        && index.compareTo(Json.number(content.size())) == 0;
  }

  private static boolean change(
      Map<String, @Nullable Object> message, Map<String, @Nullable Object> data) {
    Map<String, @Nullable Object> delta = Json.object(data, "delta");
    if (delta == null) {
      return false;
    }
    MessageUsage.overlay(message, delta);
    Map<String, @Nullable Object> later = Json.object(data, "usage");
    if (later != null) {
      Map<String, @Nullable Object> usage = Json.object(message, "usage");
      Map<String, @Nullable Object> merged = usage == null ? Json.of() : Json.copy(usage);
      MessageUsage.overlay(merged, later);
      message.put("usage", merged);
    }
    Map<String, @Nullable Object> beside = Json.copy(data);
    beside.keySet().removeAll(IN_MESSAGE_DELTA);
    MessageUsage.overlay(message, beside);
    return true;
  }
}
