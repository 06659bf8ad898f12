package io.llmcache.internal.wire;

import io.llmcache.internal.key.CanonicalJson.Marked;
import io.llmcache.internal.key.JsonTree;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where in a request the user asks: a text that is a member of an object.
 *
 * @param holder part of a request that is rewritten to the last
 */
public record Asked(Map<String, @Nullable Object> holder, String member) {

  private static final String TEXT = "text";

  /**
   * The last text of the last message.
   *
   * @param messages at least one
   * @param content the member of a message that is its text, or a list of parts that have one
   */
  public static @Nullable Asked last(List<Map<String, @Nullable Object>> messages, String content) {
    return last(messages.get(messages.size() - 1), content);
  }

  /** The last text of one message; the parts before it are what the question is about. */
  public static @Nullable Asked last(Map<String, @Nullable Object> message, String content) {
    if (JsonTree.isText(message.get(content))) {
      return new Asked(message, content);
    }
    List<Map<String, @Nullable Object>> parts = JsonTree.objects(message.get(content));
    return parts.isEmpty() ? null : new Asked(parts.get(parts.size() - 1), TEXT);
  }

  /** Marks the text for its place to be found; null if it cannot be asked in other words. */
  @Nullable String mark() {
    Object node = holder.get(member);
    String text = QuestionText.of(node);
    if (node != null && text != null) {
      holder.put(member, new Marked(node));
    }
    return text;
  }
}
