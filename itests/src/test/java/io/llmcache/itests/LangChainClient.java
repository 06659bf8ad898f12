package io.llmcache.itests;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiChatResponseMetadata;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import io.llmcache.testing.OpenAiChatFixtures;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/** LangChain4j's models for OpenAI; a streaming one always asks for the usage. */
final class LangChainClient implements TypedClient {

  private static final String CREDENTIAL = "sk-langchain4j";

  private static final ToolSpecification TOOL =
      ToolSpecification.builder()
          .name("departure_status")
          .parameters(JsonObjectSchema.builder().addStringProperty("at").build())
          .build();

  private final OpenAiChatModel model;
  private final OpenAiStreamingChatModel streamingModel;

  LangChainClient(URI route) {
    model =
        OpenAiChatModel.builder()
            .baseUrl(route + "/v1")
            .apiKey(CREDENTIAL)
            .modelName(OpenAiChatFixtures.MODEL)
            .maxRetries(0)
            .build();
    streamingModel =
        OpenAiStreamingChatModel.builder()
            .baseUrl(route + "/v1")
            .apiKey(CREDENTIAL)
            .modelName(OpenAiChatFixtures.MODEL)
            .build();
  }

  @Override
  public Typed whole(String question) {
    return typed(model.chat(request(question)));
  }

  @Override
  public Typed streamed(String question) {
    Whole whole = new Whole();
    streamingModel.chat(request(question), whole);
    return typed(whole.response.join());
  }

  private static ChatRequest request(String question) {
    return ChatRequest.builder()
        .messages(UserMessage.from(question))
        .toolSpecifications(TOOL)
        .build();
  }

  private static Typed typed(ChatResponse response) {
    return new Typed(withoutRaw(response), said(response));
  }

  /** The same but for the HTTP answer that it was read from, which has a date. */
  private static ChatResponse withoutRaw(ChatResponse response) {
    OpenAiChatResponseMetadata metadata = (OpenAiChatResponseMetadata) response.metadata();
    return ChatResponse.builder()
        .aiMessage(response.aiMessage())
        .metadata(metadata.toBuilder().rawHttpResponse(null).rawServerSentEvents(List.of()).build())
        .build();
  }

  private static Said said(ChatResponse response) {
    return new Said(
        Objects.requireNonNullElse(response.aiMessage().text(), ""),
        response.aiMessage().toolExecutionRequests().stream().map(LangChainClient::call).toList(),
        response.finishReason().toString(),
        response.tokenUsage().inputTokenCount(),
        response.tokenUsage().outputTokenCount());
  }

  private static Call call(ToolExecutionRequest request) {
    return new Call(request.id(), request.name(), request.arguments());
  }

  private static final class Whole implements StreamingChatResponseHandler {

    final CompletableFuture<ChatResponse> response = new CompletableFuture<>();

    @Override
    public void onCompleteResponse(ChatResponse complete) {
      response.complete(complete);
    }

    @Override
    public void onError(Throwable error) {
      response.completeExceptionally(error);
    }
  }
}
