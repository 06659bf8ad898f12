package io.llmcache.internal.wire.gemini;

import static io.llmcache.testing.GeminiFixtures.REPLY;
import static io.llmcache.testing.GeminiFixtures.REQUEST;
import static io.llmcache.testing.GeminiFixtures.STREAM_REQUEST;
import static io.llmcache.testing.GeminiFixtures.TOOL_REQUEST;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.spi.ReplyFacts.Ending;
import io.llmcache.spi.WireFormat;
import io.llmcache.testing.GeminiFixtures;
import io.llmcache.testing.WireFormatContract;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The contract, with streams of server-sent events. */
class GeminiGenerateTest extends WireFormatContract {

  private static final String HOST = "https://generativelanguage.googleapis.com";

  @Override
  protected WireFormat format() {
    return new GeminiGenerate();
  }

  @Override
  protected URI target() {
    return URI.create(HOST + GeminiFixtures.PATH);
  }

  @Override
  protected URI streamTarget() {
    return URI.create(HOST + GeminiFixtures.STREAM_PATH + "?alt=sse");
  }

  @Override
  protected List<String> requests() {
    return List.of(REQUEST, TOOL_REQUEST);
  }

  @Override
  protected boolean keepsOrder(List<String> path) {
    return GeminiSpelling.keepsOrder(path);
  }

  @Override
  protected List<Change> changes() {
    return GeminiChanges.all(REQUEST, TOOL_REQUEST);
  }

  @Override
  protected Forms forms() {
    return new Forms(REQUEST, STREAM_REQUEST);
  }

  /** How the names of streams end in this framing. */
  protected String ending() {
    return ".sse";
  }

  /** At whose end a stream is complete in this framing. */
  protected String mark() {
    return "}\r\n\r";
  }

  @Override
  protected List<Asks> questions() {
    String attached =
        """
        {"contents": [{"parts": [{"text": "The roof is of tiles."}, {"text": "And in June?"}]}]}
        """;
    return List.of(
        new Asks(
            REQUEST,
            "/contents/2/parts/0/text",
            Map.of(
                "/contents/0/parts/0/text", "\"Which bird sings on the fence in May?\"",
                "/contents/1/parts/0/text", "\"A wren.\"",
                "/contents/1/role", "\"user\"",
                "/systemInstruction/parts/0/text", "\"Answer like a poet.\"",
                "/generationConfig/temperature", "0.5",
                "/generationConfig/maxOutputTokens", "221",
                "/safetySettings/0/threshold", "\"BLOCK_NONE\"",
                "/anythingNew", "1"),
            List.of(
                STREAM_REQUEST,
                REQUEST.replace("systemInstruction", "system_instruction"),
                changed(REQUEST, "/labels", "{\"a\":\"b\"}"))),
        new Asks(
            attached,
            "/contents/0/parts/1/text",
            Map.of(
                "/contents/0/parts/0/text", "\"The roof is of straw.\"",
                "/contents/0/role", "\"user\""),
            List.of(attached.replace("[{\"parts\"", "{\"parts\"").replace("}]}]}", "}]}}"))));
  }

  @Override
  protected Map<String, String> answerTexts() {
    String text =
        "In June the song thrush takes over: it repeats each phrase two or three times 🎶, and"
            + " sits on the highest point that it finds. Listen before sunrise. Then again at dusk.";
    String cut = "In June the song thrush takes over, and";
    return Map.ofEntries(
        Map.entry("reply", text),
        Map.entry("reply-length", cut),
        Map.entry("stream", "In June the song thrush takes over 🎶"),
        Map.entry("stream-length", cut),
        Map.entry("whole for a stream", text));
  }

  @Override
  protected List<SampleReply> replies() {
    return List.of(
        unary("reply", Ending.NATURAL),
        unary("reply-tool-call", Ending.TOOL_CALL),
        unary("reply-length", Ending.LENGTH),
        unary("reply-blocked", Ending.REFUSED),
        unary("reply-safety", Ending.REFUSED),
        unary("reply-error", Ending.ERROR),
        new SampleReply("whole for a stream", STREAM_REQUEST, REPLY, Ending.NATURAL, "}"),
        stream("stream", Ending.NATURAL, mark()),
        stream("stream-tool-call", Ending.TOOL_CALL, mark()),
        stream("stream-length", Ending.LENGTH, mark()),
        stream("stream-refusal", Ending.REFUSED, mark()),
        stream("stream-error", Ending.ERROR, ""),
        stream("stream-cut", Ending.INCOMPLETE, ""));
  }

  private static SampleReply unary(String name, Ending ending) {
    return new SampleReply(name, REQUEST, GeminiFixtures.read(name + ".json"), ending, "}");
  }

  private SampleReply stream(String name, Ending ending, String mark) {
    return new SampleReply(
        name, STREAM_REQUEST, GeminiFixtures.read(name + ending()), ending, mark);
  }

  @Test
  void recognisesTheVerbsOfAnyVersionAndPlace() {
    for (String path :
        List.of(
            "/v1/models/m:generateContent",
            "/v1beta/models/m:streamGenerateContent?alt=sse",
            "/v1beta1/projects/p/locations/l/publishers/google/models/m:generateContent",
            "/v1/publishers/google/models/m:streamGenerateContent",
            "/gateway/v1/models/gemini-2.5-flash%2Bx:generateContent")) {
      assertThat(format().recognises("POST", URI.create(HOST + path))).as(path).isTrue();
    }
    for (String path :
        List.of(
            "/v1/models/m:countTokens",
            "/v1/models/m:embedContent",
            "/v1/models/m:batchEmbedContents",
            "/v1/publishers/google/models/m:predict",
            "/v1/publishers/anthropic/models/m:generateContent",
            "/v1beta/interactions",
            "/v1beta/models/m",
            "/models/m:generateContent",
            "")) {
      assertThat(format().recognises("POST", URI.create(HOST + path))).as(path).isFalse();
    }
  }
}
