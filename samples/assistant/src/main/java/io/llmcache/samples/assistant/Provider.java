package io.llmcache.samples.assistant;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.client.Entity;
import jakarta.ws.rs.client.Invocation;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.TimeUnit;

/** Calls the provider's Chat Completions API, with nothing but the standard JAX-RS client. */
@ApplicationScoped
public class Provider {

  private static final String INSTRUCTION =
      "You are a helpful assistant. Answer in a few sentences.";

  private final Client client =
      ClientBuilder.newBuilder()
          .connectTimeout(5, TimeUnit.SECONDS)
          .readTimeout(5, TimeUnit.MINUTES)
          .build();

  @Inject AssistantConfig config;

  /**
   * Asks, and returns as soon as the provider's answer begins; the caller closes the reply.
   *
   * @throws Problem if the provider cannot be reached or refuses
   */
  ProviderReply ask(String question, boolean stream) {
    String url = config.providerUrl() + "/chat/completions";
    Invocation.Builder request = client.target(url).request();
    if (!config.apiKey().isEmpty()) {
      request.header(HttpHeaders.AUTHORIZATION, "Bearer " + config.apiKey());
    }
    long asked = System.nanoTime();
    try {
      Response response = request.post(Entity.json(body(question, stream)));
      if (response.getStatus() != 200) {
        throw refusal(response);
      }
      return new ProviderReply(response, asked);
    } catch (ProcessingException e) {
      throw Problem.unreachable(config.shownProvider(), e);
    }
  }

  private Problem refusal(Response response) {
    try (response) {
      return Problem.refused(response.getStatus(), response.readEntity(String.class), config);
    }
  }

  private JsonObject body(String question, boolean stream) {
    var messages =
        Json.createArrayBuilder()
            .add(message("system", INSTRUCTION))
            .add(message("user", question));
    var body =
        Json.createObjectBuilder()
            .add("model", config.model())
            .add("messages", messages)
            .add("stream", stream);
    if (stream) {
      body.add("stream_options", Json.createObjectBuilder().add("include_usage", true));
    }
    return body.build();
  }

  private static JsonObject message(String role, String content) {
    return Json.createObjectBuilder().add("role", role).add("content", content).build();
  }

  @PreDestroy
  void close() {
    client.close();
  }
}
