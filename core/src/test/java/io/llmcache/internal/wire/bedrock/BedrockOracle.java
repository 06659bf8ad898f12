package io.llmcache.internal.wire.bedrock;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmcache.spi.ReplyFacts.Ending;
import io.llmcache.testing.JsonSpelling;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads whole replies in another way than the formats do: frames by lengths alone, and trees. */
final class BedrockOracle {

  private static final Map<String, Ending> REASONS =
      Map.ofEntries(
          Map.entry("end_turn", Ending.NATURAL),
          Map.entry("stop_sequence", Ending.NATURAL),
          Map.entry("stop", Ending.NATURAL),
          Map.entry("COMPLETE", Ending.NATURAL),
          Map.entry("STOP_SEQUENCE", Ending.NATURAL),
          Map.entry("FINISH", Ending.NATURAL),
          Map.entry("FINISHED", Ending.NATURAL),
          Map.entry("endoftext", Ending.NATURAL),
          Map.entry("tool_use", Ending.TOOL_CALL),
          Map.entry("max_tokens", Ending.LENGTH),
          Map.entry("MAX_TOKENS", Ending.LENGTH),
          Map.entry("length", Ending.LENGTH),
          Map.entry("LENGTH", Ending.LENGTH),
          Map.entry("guardrail_intervened", Ending.REFUSED));

  private static final Pattern REASON =
      Pattern.compile(
          "\"(?:stop_reason|stopReason|completionReason|finish_reason|reason)\"\\s*:\\s*\"(\\w+)\"");

  private static final Pattern SAYS_SOMETHING =
      Pattern.compile(
          "\"(?:text|completion|generation|outputText|content)\"\\s*:\\s*\"[^\"]|\"toolUse\"|\"tool_use\"");

  private BedrockOracle() {}

  /** Types and data of the frames. */
  static List<Map.Entry<String, JsonNode>> frames(byte[] stream) {
    List<Map.Entry<String, JsonNode>> frames = new ArrayList<>();
    ByteBuffer read = ByteBuffer.wrap(stream);
    while (read.hasRemaining()) {
      int start = read.position();
      int total = read.getInt();
      int headers = read.getInt();
      String head = new String(stream, start + 12, headers, UTF_8);
      int payload = start + 12 + headers;
      byte[] json = Arrays.copyOfRange(stream, payload, start + total - 4);
      frames.add(Map.entry(type(head), JsonSpelling.tree(json)));
      read.position(start + total);
    }
    return frames;
  }

  private static String type(String head) {
    for (String known :
        List.of(
            "messageStart",
            "messageStop",
            "contentBlockStart",
            "contentBlockDelta",
            "contentBlockStop",
            "metadata",
            "chunk")) {
      if (head.contains(known)) {
        return known;
      }
    }
    return "";
  }

  /** The answer of a converse stream, as the unary call gives it. */
  static Answer ofStream(byte[] stream) {
    TreeMap<Integer, StringBuilder> texts = new TreeMap<>();
    TreeMap<Integer, String> calls = new TreeMap<>();
    Answer answer = new Answer();
    for (Map.Entry<String, JsonNode> frame : frames(stream)) {
      JsonNode data = frame.getValue();
      int index = data.path("contentBlockIndex").asInt();
      JsonNode delta = data.path("delta");
      switch (frame.getKey()) {
        case "contentBlockStart" ->
            calls.put(index, data.path("start").path("toolUse").path("name").asText());
        case "contentBlockDelta" -> {
          texts.computeIfAbsent(index, any -> new StringBuilder());
          texts.get(index).append(delta.path("toolUse").path("input").asText(""));
          if (delta.has("text")) {
            answer.text.append(delta.path("text").asText());
          }
          answer.thoughts.append(delta.path("reasoningContent").path("text").asText(""));
        }
        case "messageStop" -> answer.reason = data.path("stopReason").asText();
        case "metadata" -> answer.usage = data.path("usage");
        default -> {}
      }
    }
    calls.forEach(
        (index, name) ->
            answer.calls.add(
                name + JsonSpelling.tree(texts.get(index).toString().getBytes(UTF_8))));
    return answer;
  }

  static Answer ofWhole(byte[] body) {
    JsonNode tree = JsonSpelling.tree(body);
    Answer answer = new Answer();
    answer.reason = tree.path("stopReason").asText();
    answer.usage = tree.path("usage");
    for (JsonNode block : tree.path("output").path("message").path("content")) {
      answer.text.append(block.path("text").asText(""));
      answer.thoughts.append(
          block.path("reasoningContent").path("reasoningText").path("text").asText(""));
      if (block.has("toolUse")) {
        answer.calls.add(
            block.path("toolUse").path("name").asText() + block.path("toolUse").path("input"));
      }
    }
    return answer;
  }

  /** What a reply comes down to. */
  static final class Answer {
    final StringBuilder text = new StringBuilder();
    final StringBuilder thoughts = new StringBuilder();
    final List<String> calls = new ArrayList<>();
    String reason = "";
    JsonNode usage = JsonSpelling.tree("null".getBytes(UTF_8));

    Ending ending() {
      Ending ending = REASONS.getOrDefault(reason, Ending.UNKNOWN);
      if (!calls.isEmpty() && ending == Ending.NATURAL) {
        return Ending.TOOL_CALL;
      }
      return text.isEmpty() && calls.isEmpty() && ending != Ending.REFUSED ? Ending.EMPTY : ending;
    }
  }

  /** How an InvokeModel stream ended, by the reasons that occur anywhere in its frames. */
  static Ending ofChunks(byte[] stream) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    String last = "";
    try (DataOutputStream out = new DataOutputStream(all)) {
      for (Map.Entry<String, JsonNode> frame : frames(stream)) {
        byte[] inner = Base64.getDecoder().decode(frame.getValue().path("bytes").asText());
        last = new String(inner, UTF_8);
        out.write(inner);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String text = all.toString(UTF_8);
    if (text.contains("\"INTERVENED\"")) {
      return Ending.REFUSED;
    }
    return last.contains("amazon-bedrock-invocationMetrics") ? reason(text) : Ending.INCOMPLETE;
  }

  /** The worst reason that a text with JSON has in it. */
  static Ending reason(String json) {
    Ending worst = Ending.UNKNOWN;
    Matcher matcher = REASON.matcher(json);
    while (matcher.find()) {
      Ending ending = REASONS.getOrDefault(matcher.group(1), Ending.UNKNOWN);
      worst = worst == Ending.UNKNOWN || ending.compareTo(worst) > 0 ? ending : worst;
    }
    return worst.compareTo(Ending.LENGTH) <= 0 && !SAYS_SOMETHING.matcher(json).find()
        ? Ending.EMPTY
        : worst;
  }
}
