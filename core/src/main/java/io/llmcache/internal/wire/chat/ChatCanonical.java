package io.llmcache.internal.wire.chat;

import io.llmcache.internal.key.JsonTree;
import io.llmcache.internal.wire.Canonical;
import io.llmcache.internal.wire.CanonicalRules;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes requests equal that must get the same answer.
 *
 * <p>Whatever is not named here stays in the key: a field kept without need costs a miss, a field
 * dropped wrongly serves a wrong answer.
 */
final class ChatCanonical {

  /** Routing, billing, logging and framing; the framing is in the form. */
  private static final List<String> NOT_IN_KEY =
      List.of(
          "user",
          "safety_identifier",
          "metadata",
          "store",
          "service_tier",
          "stream",
          "stream_options",
          "cache_control",
          "prompt_cache_key",
          "prompt_cache_retention",
          "prompt_cache_options",
          // vLLM's: the order of work in the server, and a name for its log
          "priority",
          "request_id");

  /** Fields whose members have a meaning by name only, so that their order has none. */
  private static final Set<String> KNOWN =
      Set.of(
          "messages",
          "tools",
          "functions",
          "response_format",
          "tool_choice",
          "function_call",
          "logit_bias",
          "stop",
          "modalities",
          "prediction",
          "moderation",
          "reasoning",
          "thinking",
          "provider",
          "models",
          "transforms");

  private ChatCanonical() {}

  /**
   * The canonical request and its question. Messages, tools and schemas of the request are
   * rewritten in place, so that it is of no use afterwards.
   */
  static Canonical of(ChatRequest request, ChatClass verdict, int expectedLength) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>(request.body());
    NOT_IN_KEY.forEach(body::remove);
    if (request.isForOpenRouter()) {
      // asks for the tokens to be counted in the reply, so it is in the form
      body.remove("usage");
    }
    ChatDefaults.drop(body, request.isForOpenAi());
    Object stop = body.get("stop");
    if (stop != null && JsonTree.isText(stop)) {
      body.put("stop", List.of(stop));
    }
    request.messages().forEach(ChatMessages::rewrite);
    ChatSchemas.rewrite(body);
    CanonicalRules.keepOrderBut(KNOWN, body);
    return Canonical.of(body, expectedLength, ChatQuestion.of(request, verdict));
  }
}
