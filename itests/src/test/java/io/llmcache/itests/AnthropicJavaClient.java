package io.llmcache.itests;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.JsonValue;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.ContentBlock;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.TextBlock;
import com.anthropic.models.messages.Tool;
import com.anthropic.models.messages.ToolUseBlock;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Anthropic's own client for Java. */
final class AnthropicJavaClient implements TypedClient {

  private static final Tool TOOL =
      Tool.builder()
          .name("water_temperature")
          .inputSchema(
              Tool.InputSchema.builder()
                  .properties(
                      Tool.InputSchema.Properties.builder()
                          .putAdditionalProperty("place", JsonValue.from(Map.of("type", "string")))
                          .build())
                  .build())
          .build();

  private final AnthropicClient client;

  AnthropicJavaClient(URI route) {
    client =
        AnthropicOkHttpClient.builder()
            .baseUrl(route.toString())
            .apiKey("sk-anthropic-java")
            .maxRetries(0)
            .build();
  }

  @Override
  public Typed whole(String question) {
    Message answer = client.messages().create(request(question));
    return new Typed(answer, said(answer));
  }

  @Override
  public Typed streamed(String question) {
    try (StreamResponse<RawMessageStreamEvent> stream =
        client.messages().createStreaming(request(question))) {
      List<RawMessageStreamEvent> events = stream.stream().toList();
      MessageAccumulator whole = MessageAccumulator.create();
      events.forEach(whole::accumulate);
      return new Typed(events, said(whole.message()));
    }
  }

  @Override
  public void close() {
    client.close();
  }

  private static MessageCreateParams request(String question) {
    return MessageCreateParams.builder()
        .model("claude-sonnet-4-5")
        .maxTokens(300)
        .addUserMessage(question)
        .addTool(TOOL)
        .build();
  }

  private static Said said(Message answer) {
    return new Said(
        answer.content().stream()
            .flatMap(block -> block.text().stream())
            .map(TextBlock::text)
            .collect(Collectors.joining()),
        answer.content().stream()
            .map(ContentBlock::toolUse)
            .flatMap(Optional::stream)
            .map(AnthropicJavaClient::call)
            .toList(),
        answer.stopReason().orElseThrow().toString(),
        answer.usage().inputTokens(),
        answer.usage().outputTokens());
  }

  private static Call call(ToolUseBlock use) {
    return new Call(use.id(), use.name(), use._input().toString());
  }
}
