package io.llmcache.benchmarks.micro;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmcache.benchmarks.Texts;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Replies of a provider, as they are on the wire. */
final class Replies {

  private static final String ID = "chatcmpl-BxQ4nT7cL0aKe2mWzR9uYsVd";

  private Replies() {}

  /** The whole reply in one JSON text. */
  static String unary(String answer) {
    ObjectNode reply = head("chat.completion");
    ObjectNode choice = reply.putArray("choices").addObject().put("index", 0);
    choice.putObject("message").put("role", "assistant").put("content", answer).putNull("refusal");
    choice.putNull("logprobs").put("finish_reason", "stop");
    reply
        .putObject("usage")
        .put("prompt_tokens", 42)
        .put("completion_tokens", answer.length() / 5)
        .put("total_tokens", 42 + answer.length() / 5);
    return reply.put("system_fingerprint", "fp_51e1070cf2").toString();
  }

  /** A reply of about so many bytes. */
  static String unaryOfBytes(Texts texts, int bytes) {
    return unary(texts.ofLength(bytes - unary("").length()));
  }

  /** So many events that have text, with what comes before and after them. */
  static List<byte[]> stream(Texts texts, int events) {
    List<byte[]> all = new ArrayList<>();
    all.add(event(delta("role", "assistant", null)));
    String text = texts.ofLength(events * 5);
    for (int i = 0; i < events; i++) {
      all.add(event(delta("content", text.substring(i * 5, i * 5 + 5), null)));
    }
    all.add(event(delta(null, null, "stop")));
    all.add("data: [DONE]\n\n".getBytes(UTF_8));
    return all;
  }

  private static ObjectNode delta(
      @Nullable String member, @Nullable String text, @Nullable String finish) {
    ObjectNode chunk = head("chat.completion.chunk").put("system_fingerprint", "fp_51e1070cf2");
    ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
    ObjectNode delta = choice.putObject("delta");
    if (member != null) {
      delta.put(member, text);
    }
    choice.putNull("logprobs").put("finish_reason", finish);
    return chunk;
  }

  private static ObjectNode head(String object) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("id", ID)
        .put("object", object)
        .put("created", 1_790_000_000)
        .put("model", "gpt-4.1-mini-2025-04-14");
  }

  private static byte[] event(ObjectNode chunk) {
    return ("data: " + chunk + "\n\n").getBytes(UTF_8);
  }
}
