package io.llmcache.internal.wire.anthropic;

import io.llmcache.internal.key.JsonTree;
import io.llmcache.internal.wire.CanonicalRules;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The canonical form of messages and of the system prompt. Text is left as it is, to the last
 * blank, and so is whatever came from a tool or from an earlier answer.
 */
final class CanonicalBlocks {

  private static final Set<String> KNOWN_IN_BLOCK = Set.of("source", "citations", "caller");

  private CanonicalBlocks() {}

  /** Rewrites a message in place. */
  static void rewriteMessage(Map<String, @Nullable Object> message) {
    message.remove("cache_control");
    rewriteContent(message, "content");
    MessagesCanonical.keepOrderBut(Set.of("content"), message);
  }

  /** Rewrites in place a field that is a text or a list of blocks: one text block is its text. */
  static void rewriteContent(Map<String, @Nullable Object> parent, String field) {
    List<Map<String, @Nullable Object>> blocks = JsonTree.objects(parent.get(field));
    blocks.forEach(CanonicalBlocks::rewriteBlock);
    if (blocks.size() == 1 && isOnlyText(blocks.get(0))) {
      parent.put(field, blocks.get(0).get("text"));
    }
  }

  private static void rewriteBlock(Map<String, @Nullable Object> block) {
    block.remove("cache_control");
    List<Map<String, @Nullable Object>> inside = ContentBlocks.inside(block);
    inside.forEach(CanonicalBlocks::rewriteBlock);
    Map<String, @Nullable Object> tool = JsonTree.object(block.get("tool"));
    if (tool != null && "tool_addition".equals(block.get("type"))) {
      MessagesCanonical.rewriteTool(tool);
    }
    boolean content = !inside.isEmpty() && block.get("source") == null;
    for (Map.Entry<String, @Nullable Object> member : block.entrySet()) {
      String name = member.getKey();
      boolean known =
          KNOWN_IN_BLOCK.contains(name)
              || name.equals("content") && content
              || name.equals("tool") && tool != null;
      if (!known) {
        member.setValue(MessagesCanonical.asWritten(member.getValue()));
      }
    }
  }

  private static boolean isOnlyText(Map<String, @Nullable Object> block) {
    return CanonicalRules.present(block) == 2
        && ContentBlocks.isText(block)
        && JsonTree.isText(block.get("text"));
  }
}
