package io.llmcache.itests.models;

import dev.langchain4j.http.client.jdk.JdkHttpClientBuilder;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import io.llmcache.interceptor.langchain4j.LlmCacheHttpClientBuilder;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/** Answers the question in the body, with a model whose provider {@code X-Provider} names. */
@WebServlet(urlPatterns = {"/whole", "/streamed"})
public class ModelServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String question = new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String base = request.getHeader("X-Provider") + "/v1";
    String text =
        request.getServletPath().equals("/whole")
            ? whole(base, question)
            : streamed(base, question);
    response.setContentType("text/plain");
    response.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String whole(String base, String question) {
    return OpenAiChatModel.builder()
        .httpClientBuilder(LlmCacheHttpClientBuilder.wrap(new JdkHttpClientBuilder()))
        .baseUrl(base)
        .apiKey("sk-models")
        .modelName("gpt-4o-mini")
        .maxRetries(0)
        .build()
        .chat(question);
  }

  private static String streamed(String base, String question) {
    CompletableFuture<ChatResponse> whole = new CompletableFuture<>();
    OpenAiStreamingChatModel.builder()
        .httpClientBuilder(LlmCacheHttpClientBuilder.wrap(new JdkHttpClientBuilder()))
        .baseUrl(base)
        .apiKey("sk-models")
        .modelName("gpt-4o-mini")
        .build()
        .chat(
            question,
            new StreamingChatResponseHandler() {
              @Override
              public void onCompleteResponse(ChatResponse response) {
                whole.complete(response);
              }

              @Override
              public void onError(Throwable failure) {
                whole.completeExceptionally(failure);
              }
            });
    return whole.join().aiMessage().text();
  }
}
