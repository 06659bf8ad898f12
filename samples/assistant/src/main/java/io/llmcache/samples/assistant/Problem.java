package io.llmcache.samples.assistant;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.StringReader;

/** Why there is no answer, in words for the person who asked. */
final class Problem extends WebApplicationException {

  private static final long serialVersionUID = 1L;
  private static final int BAD_GATEWAY = 502;
  private static final int SHOWN_CHARACTERS = 300;

  private final String message;

  private Problem(int status, String message) {
    super(message, response(status, message));
    this.message = message;
  }

  private Problem(int status, String message, Throwable cause) {
    super(message, cause, response(status, message));
    this.message = message;
  }

  static Problem badQuestion(String message) {
    return new Problem(400, message);
  }

  static Problem unreachable(String provider, ProcessingException cause) {
    return new Problem(BAD_GATEWAY, "The provider at " + provider + " cannot be reached.", cause);
  }

  static Problem brokenOff(String reason) {
    return new Problem(BAD_GATEWAY, "The provider broke off its answer. " + cut(reason));
  }

  /** The provider answered with an error status. */
  static Problem refused(int status, String body, AssistantConfig config) {
    String message =
        switch (status) {
          case 401, 403 ->
              config.apiKey().isEmpty()
                  ? "The provider asks for an API key. Set ASSISTANT_API_KEY and start again."
                  : "The provider does not accept the API key in ASSISTANT_API_KEY.";
          case 404 ->
              "The provider does not know this address or the model “%s”. Check ASSISTANT_PROVIDER_URL and ASSISTANT_MODEL."
                  .formatted(config.model());
          case 429 ->
              "The provider takes no more requests for now: too many of them, or no credit left."
                  + " Wait a little and ask again.";
          default ->
              status >= 500
                  ? "The provider has a problem of its own (status %d). Ask again later."
                      .formatted(status)
                  : "The provider did not take the question (status %d). %s"
                      .formatted(status, cut(reason(body)));
        };
    return new Problem(BAD_GATEWAY, message);
  }

  JsonObject toJson() {
    return json(message);
  }

  private static Response response(int status, String message) {
    return Response.status(status)
        .type(MediaType.APPLICATION_JSON_TYPE)
        .entity(json(message))
        .build();
  }

  private static JsonObject json(String message) {
    return Json.createObjectBuilder().add("message", message).build();
  }

  private static String reason(String body) {
    try (JsonReader reader = Json.createReader(new StringReader(body))) {
      return reader.readObject().getJsonObject("error").getString("message", "");
    } catch (JsonException | ClassCastException | NullPointerException e) {
      return "";
    }
  }

  private static String cut(String text) {
    return text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + "…";
  }
}
