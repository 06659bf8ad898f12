package io.llmcache.internal.wire.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.spi.ReplyFacts.Ending;
import io.llmcache.spi.WireFormat;
import io.llmcache.testing.WireFormatContract;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BedrockConverseTest extends WireFormatContract {

  private static final String REQUEST = BedrockSamples.text("converse-request.json");
  private static final String RICH = BedrockSamples.text("converse-request-rich.json");

  /** The same request in other bytes, by which the contract knows that it goes to the stream. */
  private static final String STREAM = REQUEST + "\n";

  private static final String[][] PLAIN_CHANGES = {
    {"/messages", "[{\"role\":\"user\",\"content\":[{\"text\":\"x\"}]}]"},
    {"/system", "[]"},
    {"/system", "[{\"text\":\"You are a miller. Answer in one sentence. \"}]"},
    {"/inferenceConfig", "{}"},
    {"/inferenceConfig/maxTokens", "201"},
    {"/inferenceConfig/temperature", "0"},
    {"/inferenceConfig/topP", "1"},
    {"/inferenceConfig/stopSequences", "[\"x\"]"},
    {"/toolConfig", "{\"tools\":[{\"toolSpec\":{\"name\":\"f\"}}]}"},
    {"/guardrailConfig", "{\"guardrailIdentifier\":\"g\"}"},
    {"/additionalModelRequestFields", "{}"},
    {"/additionalModelResponseFieldPaths", "[\"/x\"]"},
    {"/outputConfig", "{}"},
    {"/promptVariables", "{\"a\":{\"text\":\"b\"}}"},
    {"/x_unknown", "{}"},
  };

  private static final String[][] RICH_CHANGES = {
    {"/messages/0/role", "\"assistant\""},
    {"/messages/0/content/0/text", "\"How strong is it?\""},
    {"/messages/0/content/2/image/format", "\"jpeg\""},
    {"/messages/1/content/0/reasoningContent/reasoningText/signature", "\"b3RoZXI=\""},
    {"/messages/1/content/1/toolUse/input", "{\"a\":null,\"z\":\"mill\"}"},
    {"/messages/1/content/1/toolUse/toolUseId", "\"t_9\""},
    {"/messages/2/content/0/toolResult/status", "\"error\""},
    {"/messages/2/content/0/toolResult/content", "[{\"json\":{\"a\":null,\"b\":1}}]"},
    {"/system/0/text", "\"Be brief.\""},
    {"/toolConfig/tools/0/toolSpec/name", "\"gale\""},
    {"/toolConfig/tools/0/toolSpec/inputSchema/json/properties/a", "{}"},
    {"/toolConfig/toolChoice", "{\"any\":{}}"},
    {"/additionalModelRequestFields/first", "1"},
    {"/additionalModelRequestFields/thinking/budget_tokens", "1025"},
    {"/guardrailConfig/guardrailVersion", "\"2\""},
    {"/outputConfig/textFormat/type", "\"text\""},
    {"/x_new", "{\"a\":null,\"b\":1}"},
  };

  @Override
  protected WireFormat format() {
    return new BedrockConverse();
  }

  @Override
  protected URI target() {
    return BedrockSamples.target("converse");
  }

  @Override
  protected URI streamTarget() {
    return BedrockSamples.target("converse-stream");
  }

  @Override
  protected Forms forms() {
    return new Forms(REQUEST, STREAM);
  }

  @Override
  protected List<String> requests() {
    return List.of(REQUEST, RICH);
  }

  @Override
  protected boolean keepsOrder(List<String> path) {
    return ConverseSpelling.keepsOrder(path);
  }

  @Override
  protected List<Change> changes() {
    List<Change> changes = new ArrayList<>();
    for (String[] change : PLAIN_CHANGES) {
      changes.add(new Change(REQUEST, change[0], change[1]));
    }
    for (String[] change : RICH_CHANGES) {
      changes.add(new Change(RICH, change[0], change[1]));
    }
    return changes;
  }

  @Override
  protected List<Asks> questions() {
    String turns =
        """
        {"messages": [
          {"role": "user", "content": [{"text": "Which wind?"}]},
          {"role": "assistant", "content": [{"text": "Westerly."}]},
          {"role": "user", "content": [{"text": "The mill is new."}, {"text": "Which wind?"}]}]}
        """;
    return List.of(
        new Asks(
            REQUEST,
            "/messages/0/content/0/text",
            Map.of(
                "/system/0/text", "\"You are a sailor.\"",
                "/inferenceConfig/maxTokens", "201",
                "/inferenceConfig/temperature", "0",
                "/guardrailConfig", "{\"guardrailIdentifier\":\"g\"}",
                "/x_unknown", "{}"),
            List.of(STREAM, changed(REQUEST, "/requestMetadata", "{\"a\":\"b\"}"))),
        new Asks(
            turns,
            "/messages/2/content/1/text",
            Map.of(
                "/messages/0/content/0/text", "\"Which storm?\"",
                "/messages/1/content/0/text", "\"Easterly.\"",
                "/messages/2/content/0/text", "\"The mill is old.\""),
            List.of(
                turns.replace(
                    "{\"text\": \"Which wind?\"}]}]}",
                    "{\"text\": \"Which wind?\"}, {\"cachePoint\": {\"type\": \"default\"}}]}]}"))));
  }

  @Override
  protected Map<String, String> answerTexts() {
    String cut = "A steady westerly, for";
    String whole = cut + " the mill stands on the west side of the hill.";
    return Map.ofEntries(
        Map.entry("converse-reply-length.json", cut),
        Map.entry("converse-reply-rich.json", "Westerly."),
        Map.entry("converse-reply.json", whole + " 🌬"),
        Map.entry("converse-stream-length.txt", cut),
        Map.entry("converse-stream.txt", whole));
  }

  @Override
  protected List<SampleReply> replies() {
    return List.of(
        unary("converse-reply.json", Ending.NATURAL),
        unary("converse-reply-tool.json", Ending.TOOL_CALL),
        unary("converse-reply-rich.json", Ending.NATURAL),
        unary("converse-reply-length.json", Ending.LENGTH),
        unary("converse-reply-guardrail.json", Ending.REFUSED),
        unary("converse-reply-empty.json", Ending.EMPTY),
        unary("error.json", Ending.UNKNOWN),
        streamed("converse-stream.txt", Ending.NATURAL, true),
        streamed("converse-stream-tool.txt", Ending.TOOL_CALL, true),
        streamed("converse-stream-length.txt", Ending.LENGTH, true),
        streamed("converse-stream-guardrail.txt", Ending.REFUSED, true),
        streamed("converse-stream-cut.txt", Ending.INCOMPLETE, false),
        streamed("converse-stream-error.txt", Ending.ERROR, false));
  }

  private static SampleReply unary(String file, Ending ending) {
    return new SampleReply(file, REQUEST, BedrockSamples.text(file), ending, "}");
  }

  private static SampleReply streamed(String file, Ending ending, boolean complete) {
    String stream = Frames.ofLines(BedrockSamples.text(file));
    String mark = complete ? stream.substring(stream.length() - 40) : "";
    return new SampleReply(file, STREAM, stream, ending, mark);
  }

  @Test
  void recognisesBothVerbsAndNoOther() {
    for (String path :
        List.of(
            "/model/m/converse",
            "/proxy/model/m:0/converse-stream",
            "/model/arn%3Aaws%3Abedrock%3A%3A1%3Aprompt%2Fp/converse")) {
      assertThat(format().recognises("POST", URI.create("http://localhost" + path)))
          .as(path)
          .isTrue();
    }
    for (String path :
        List.of(
            "/model/m/invoke",
            "/model/converse",
            "/model//converse",
            "/models/m/converse",
            "/model/m/converse/x",
            "/converse",
            "")) {
      assertThat(format().recognises("POST", URI.create("http://localhost" + path)))
          .as(path)
          .isFalse();
    }
    assertThat(format().recognises("POST", URI.create("mailto:a@example.org"))).isFalse();
  }
}
