package io.llmcache.itests;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessageFunctionToolCall;
import com.openai.models.chat.completions.ChatCompletionMessageToolCall;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.completions.CompletionUsage;
import io.llmcache.testing.OpenAiChatFixtures;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** OpenAI's own client for Java. */
final class OpenAiJavaClient implements TypedClient {

  private static final FunctionDefinition TOOL =
      FunctionDefinition.builder()
          .name("departure_status")
          .parameters(
              FunctionParameters.builder()
                  .putAdditionalProperty("type", JsonValue.from("object"))
                  .putAdditionalProperty(
                      "properties", JsonValue.from(Map.of("at", Map.of("type", "string"))))
                  .build())
          .build();

  private final OpenAIClient client;

  OpenAiJavaClient(URI route) {
    client =
        OpenAIOkHttpClient.builder()
            .baseUrl(route + "/v1")
            .apiKey("sk-openai-java")
            .maxRetries(0)
            .build();
  }

  @Override
  public Typed whole(String question) {
    ChatCompletion answer = client.chat().completions().create(request(question).build());
    return new Typed(answer, said(answer));
  }

  @Override
  public Typed streamed(String question) {
    ChatCompletionCreateParams request =
        request(question)
            .streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build())
            .build();
    try (StreamResponse<ChatCompletionChunk> stream =
        client.chat().completions().createStreaming(request)) {
      List<ChatCompletionChunk> chunks = stream.stream().toList();
      ChatCompletionAccumulator whole = ChatCompletionAccumulator.create();
      chunks.forEach(whole::accumulate);
      return new Typed(chunks, said(whole.chatCompletion()));
    }
  }

  @Override
  public void close() {
    client.close();
  }

  private static ChatCompletionCreateParams.Builder request(String question) {
    return ChatCompletionCreateParams.builder()
        .model(OpenAiChatFixtures.MODEL)
        .addUserMessage(question)
        .addFunctionTool(TOOL);
  }

  private static Said said(ChatCompletion answer) {
    ChatCompletion.Choice choice = answer.choices().get(0);
    CompletionUsage usage = answer.usage().orElseThrow();
    return new Said(
        choice.message().content().orElse(""),
        choice.message().toolCalls().orElse(List.of()).stream()
            .map(OpenAiJavaClient::call)
            .toList(),
        choice.finishReason().toString(),
        usage.promptTokens(),
        usage.completionTokens());
  }

  private static Call call(ChatCompletionMessageToolCall call) {
    ChatCompletionMessageFunctionToolCall function = call.asFunction();
    return new Call(function.id(), function.function().name(), function.function().arguments());
  }
}
