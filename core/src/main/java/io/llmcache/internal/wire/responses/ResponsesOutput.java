package io.llmcache.internal.wire.responses;

import io.llmcache.internal.wire.FinishReason;
import io.llmcache.internal.wire.Json;
import io.llmcache.spi.ReplyFacts.Ending;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the items of an answer amount to. For one thread. */
final class ResponsesOutput {

  /** Calls that the client has to make. */
  private static final Set<String> CALLS =
      Set.of(
          "function_call",
          "custom_tool_call",
          "local_shell_call",
          "shell_call",
          "apply_patch_call",
          "computer_call",
          "mcp_approval_request");

  private boolean text;
  private boolean call;
  private boolean refusal;

  void item(Map<String, @Nullable Object> item) {
    String type = Json.text(item, "type");
    call |=
        CALLS.contains(type)
            || type.equals("tool_search_call") && Json.text(item, "execution").equals("client");
    if (type.equals("message")) {
      for (Map<String, @Nullable Object> part : Json.objects(item, "content")) {
        refusal |= Json.text(part, "type").equals("refusal");
        text |= !Json.text(part, "text").isEmpty();
      }
    }
  }

  /** The ending that the reply's status says, or what is worse in its items. */
  Ending ending(Ending byStatus) {
    if (refusal) {
      return FinishReason.worse(byStatus, Ending.REFUSED);
    }
    if (call) {
      return FinishReason.worse(byStatus, Ending.TOOL_CALL);
    }
    return text ? byStatus : FinishReason.worse(byStatus, Ending.EMPTY);
  }
}
