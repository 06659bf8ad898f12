package io.llmcache.samples.provider;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;

/** A refusal, with the status and the error body that OpenAI's API would answer with. */
final class ApiError extends Exception {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String type;
  private final transient JsonValue code;

  private ApiError(int status, String type, JsonValue code, String message) {
    super(message);
    this.status = status;
    this.type = type;
    this.code = code;
  }

  static ApiError badRequest(String message) {
    return new ApiError(400, "invalid_request_error", JsonValue.NULL, message);
  }

  static ApiError unknownPath(String method, String uri) {
    String message = "Unknown request URL: " + method + " " + uri + " (simulated provider).";
    return new ApiError(404, "invalid_request_error", Json.createValue("unknown_url"), message);
  }

  static ApiError methodNotAllowed(String method, String path) {
    String message = "Not allowed: " + method + " on /v1" + path + ".";
    return new ApiError(
        405, "invalid_request_error", Json.createValue("method_not_supported"), message);
  }

  /** What the model name {@code simulated-error-STATUS} asks for. */
  static ApiError wished(int status) {
    String message = "This error is simulated, because the model name asks for it.";
    return new ApiError(
        status, "simulated_error", Json.createValue("simulated_" + status), message);
  }

  int status() {
    return status;
  }

  /** {@code {"error": {"message", "type", "param", "code"}}}. */
  JsonObject body() {
    var error =
        Json.createObjectBuilder()
            .add("message", getMessage())
            .add("type", type)
            .add("param", JsonValue.NULL)
            .add("code", code);
    return Json.createObjectBuilder().add("error", error).build();
  }
}
