package io.llmcache.internal.wire.ollama;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.spi.ReplyFacts.Ending;
import io.llmcache.spi.WireFormat;
import io.llmcache.testing.OllamaFixtures;
import io.llmcache.testing.WireFormatContract;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OllamaChatTest extends WireFormatContract {

  private static final String UNARY = OllamaFixtures.read("chat-request.json");
  private static final String STREAM = OllamaFixtures.read("chat-request-stream.json");
  private static final String TOOLS = OllamaFixtures.read("chat-request-tools.json");

  private static final String[][] PLAIN = {
    {"/model", "\"birch:7b\""},
    {"/model", "\"library/birch\""},
    {"/messages", "[{\"role\":\"user\",\"content\":\"x\"}]"},
    {"/messages", "[]"},
    {"/messages/0/role", "\"user\""},
    {"/messages/1/content", "\"Which bird sings on the roof in June? \""},
    {"/messages/1/content", "null"},
    {"/messages/1/images", "[\"AAAA\"]"},
    {"/messages/1/thinking", "\"x\""},
    {"/options", "{}"},
    {"/options/temperature", "0"},
    {"/options/temperature", "null"},
    {"/options/num_predict", "65"},
    {"/options/num_ctx", "4096"},
    {"/options/seed", "0"},
    {"/options/stop", "[\"##\"]"},
    {"/options/stop", "[\"\\n\\n\",\"##\"]"},
    {"/format", "\"json\""},
    {"/format", "{\"type\":\"object\"}"},
    {"/tools", "[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}]"},
    {"/think", "false"},
    {"/think", "\"high\""},
    {"/logprobs", "true"},
    {"/top_logprobs", "2"},
    {"/truncate", "true"},
    {"/shift", "false"},
    {"/x_unknown", "{}"},
    {"/x_unknown", "[]"},
    {"/x_unknown", "false"},
  };

  private static final String[][] RICH = {
    {"/messages/0/content", "\"\""},
    {"/messages/0/images", "[\"AAAB\"]"},
    {"/messages/0/images", "[]"},
    {"/messages/1/tool_calls", "[]"},
    {"/messages/1/thinking", "null"},
    {"/messages/2/tool_name", "\"guess\""},
    {"/messages/2/content", "\"31\""},
    {"/tools/0/function/name", "\"guess\""},
    {"/tools/0/function/description", "null"},
    {"/tools/0/function/parameters/properties/at/default", "0"},
    {
      "/tools/0/function/parameters/properties",
      "{\"at\":{\"type\":[\"string\",\"null\"],\"default\":null},\"tree\":{\"type\":\"string\"}}"
    },
    {"/format", "null"},
    {
      "/format/properties",
      "{\"a\":{\"type\":\"string\",\"default\":null},\"z\":{\"type\":\"number\"}}"
    },
    {"/think", "null"},
    {"/options/seed", "43"},
    {"/x_new_field/second", "1"},
  };

  @Override
  protected WireFormat format() {
    return new OllamaChat();
  }

  @Override
  protected URI target() {
    return URI.create("http://localhost:11434/api/chat");
  }

  @Override
  protected List<String> requests() {
    return List.of(UNARY, STREAM, TOOLS);
  }

  @Override
  protected boolean keepsOrder(List<String> path) {
    return OllamaSpelling.keepsOrder(path);
  }

  @Override
  protected List<Change> changes() {
    List<Change> changes = new ArrayList<>();
    for (String[] change : PLAIN) {
      changes.add(new Change(UNARY, change[0], change[1]));
    }
    for (String[] change : RICH) {
      changes.add(new Change(TOOLS, change[0], change[1]));
    }
    return changes;
  }

  @Override
  protected Forms forms() {
    return new Forms(UNARY, STREAM);
  }

  @Override
  protected List<Asks> questions() {
    return List.of(
        new Asks(
            UNARY,
            "/messages/1/content",
            Map.of(
                "/model", "\"birch:7b\"",
                "/messages/0/content", "\"Answer like a poet.\"",
                "/messages/0/role", "\"assistant\"",
                "/messages/1/thinking", "\"x\"",
                "/options/temperature", "0",
                "/options/num_predict", "65",
                "/format", "\"json\"",
                "/think", "true",
                "/anything_new", "1"),
            List.of(
                STREAM,
                changed(UNARY, "/model", "\"birch:latest\""),
                changed(UNARY, "/messages/1/images", "[]"))));
  }

  @Override
  protected Map<String, String> answerTexts() {
    return Map.ofEntries(
        Map.entry(
            "chat-reply",
            "In June the song thrush takes over: it repeats each phrase two or three times 🎶, on"
                + " the highest point."),
        Map.entry("chat-reply-length", "In June the song thrush takes over, and"),
        Map.entry("chat-stream", "In June the song thrush 🎶"),
        Map.entry("chat-stream-length", "In June the song"));
  }

  @Override
  protected List<SampleReply> replies() {
    return List.of(
        unary("chat-reply", Ending.NATURAL),
        unary("chat-reply-tool-call", Ending.TOOL_CALL),
        unary("chat-reply-length", Ending.LENGTH),
        unary("reply-load", Ending.UNKNOWN),
        unary("reply-error", Ending.ERROR),
        stream("chat-stream", Ending.NATURAL, "\n"),
        stream("chat-stream-tool-call", Ending.TOOL_CALL, "\n"),
        stream("chat-stream-length", Ending.LENGTH, "\n"),
        stream("chat-stream-error", Ending.ERROR, ""),
        stream("chat-stream-cut", Ending.INCOMPLETE, ""));
  }

  @Test
  void nothingComesAfterTheLineThatIsDone() throws Exception {
    String stream = OllamaFixtures.read("chat-stream.ndjson");
    for (String more : List.of("{\"done\":false}\n", stream, "x\n")) {
      assertThat(tracked(read(STREAM), (stream + more).getBytes(UTF_8)).ending())
          .isEqualTo(Ending.INCOMPLETE);
    }
  }

  private static SampleReply unary(String name, Ending ending) {
    return new SampleReply(name, UNARY, OllamaFixtures.read(name + ".json"), ending, "}");
  }

  private static SampleReply stream(String name, Ending ending, String mark) {
    return new SampleReply(name, STREAM, OllamaFixtures.read(name + ".ndjson"), ending, mark);
  }
}
