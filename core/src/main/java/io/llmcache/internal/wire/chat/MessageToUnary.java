package io.llmcache.internal.wire.chat;

import io.llmcache.internal.wire.ChunkMembers;
import io.llmcache.internal.wire.Merging;
import io.llmcache.internal.wire.TextSum;
import io.llmcache.internal.wire.UnsayableException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts the deltas of one choice together to its message. */
final class MessageToUnary {

  /** What a delta has for each token or channel, and no message has. */
  private static final Set<String> OF_DELTAS_ONLY = Set.of("token_id", "channel");

  private final Map<String, @Nullable Object> members = new LinkedHashMap<>();
  private final Map<String, TextSum> texts = new LinkedHashMap<>();
  private final ContentToUnary content = new ContentToUnary();
  private final CallsToUnary calls = new CallsToUnary();
  private final DetailsToUnary details = new DetailsToUnary();
  private final FunctionToUnary functionCall = new FunctionToUnary();

  void add(Map<String, @Nullable Object> delta) throws UnsayableException {
    for (Map.Entry<String, @Nullable Object> member : delta.entrySet()) {
      if (!OF_DELTAS_ONLY.contains(member.getKey())) {
        add(member.getKey(), member.getValue());
      }
    }
  }

  private void add(String name, @Nullable Object value) throws UnsayableException {
    members.putIfAbsent(name, null);
    switch (name) {
      case "role" -> members.put(name, Merging.either(members.get(name), value));
      case "content" -> content.add(value);
      case "refusal", "reasoning", "reasoning_content" ->
          texts.computeIfAbsent(name, any -> new TextSum()).add(value);
      case "tool_calls" -> calls.add(value);
      case "function_call" -> functionCall.add(value);
      case "annotations" -> members.put(name, Merging.joined(members.get(name), value));
      case "reasoning_details" -> details.add(value);
      default -> {
        if (!ChunkMembers.isEmpty(value)) {
          throw new UnsayableException("unknown in a delta");
        }
        members.put(name, Merging.either(members.get(name), value));
      }
    }
  }

  /** The whole message; a delta need not say that its role is the assistant's. */
  Map<String, @Nullable Object> whole() throws UnsayableException {
    members.putIfAbsent("role", "assistant");
    for (Map.Entry<String, TextSum> text : texts.entrySet()) {
      members.put(text.getKey(), text.getValue().text());
    }
    replace("content", content.whole());
    replace("tool_calls", calls.whole());
    replace("reasoning_details", details.whole());
    replace("function_call", functionCall.whole());
    return members;
  }

  private void replace(String name, @Nullable Object value) {
    if (members.containsKey(name)) {
      members.put(name, value);
    }
  }
}
