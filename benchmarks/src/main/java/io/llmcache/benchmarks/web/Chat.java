package io.llmcache.benchmarks.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcache.benchmarks.Texts;
import java.util.ArrayList;
import java.util.List;

/** Chat requests and answers in OpenAI's form, with texts of ours. */
final class Chat {

  static final String PATH = "/v1/chat/completions";

  private Chat() {}

  /** A request with one question. */
  static byte[] request(String question, boolean stream) {
    return ("{\"model\":\"simulated-small\",\"messages\":[{\"role\":\"system\",\"content\":\"You"
            + " answer in short.\"},{\"role\":\"user\",\"content\":\""
            + question
            + "\"}],\"temperature\":0.2"
            + (stream ? ",\"stream\":true}" : "}"))
        .getBytes(UTF_8);
  }

  /** An answer of this many bytes. */
  static byte[] whole(int bytes, Texts texts) {
    String frame = completion("");
    return completion(plain(texts, bytes - frame.length())).getBytes(UTF_8);
  }

  static String completion(String content) {
    return "{\"id\":\"chatcmpl-7c1\",\"object\":\"chat.completion\",\"created\":1760000000,"
        + "\"model\":\"simulated-small\",\"choices\":[{\"index\":0,\"message\":{\"role\":"
        + "\"assistant\",\"content\":\""
        + content
        + "\"},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":24,"
        + "\"completion_tokens\":300,\"total_tokens\":324}}";
  }

  /** A streamed answer: this many events, the end mark counted. */
  static byte[][] events(int count, Texts texts) {
    String[] words = plain(texts, count * 12).split("(?<= )");
    List<byte[]> events = new ArrayList<>();
    events.add(event("{\"role\":\"assistant\",\"content\":\"\"}", "null"));
    for (int i = 0; i < count - 3; i++) {
      events.add(event("{\"content\":\"" + words[i % words.length] + "\"}", "null"));
    }
    events.add(event("{}", "\"stop\""));
    events.add("data: [DONE]\n\n".getBytes(UTF_8));
    return events.toArray(byte[][]::new);
  }

  private static byte[] event(String delta, String finish) {
    return ("data: {\"id\":\"chatcmpl-7c1\",\"object\":\"chat.completion.chunk\",\"created\":"
            + "1760000000,\"model\":\"simulated-small\",\"choices\":[{\"index\":0,\"delta\":"
            + delta
            + ",\"finish_reason\":"
            + finish
            + "}]}\n\n")
        .getBytes(UTF_8);
  }

  /** A text that needs no escapes in JSON and is of single bytes in UTF-8. */
  private static String plain(Texts texts, int length) {
    return texts.ofLength(length).replaceAll("[^ -~]|[\"\\\\]", "'");
  }
}
