package io.llmcache.internal.wire.gemini;

import io.llmcache.internal.wire.Asked;
import io.llmcache.internal.wire.Canonical;
import io.llmcache.internal.wire.Json;
import io.llmcache.spi.RequestClass;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes requests equal that must get the same answer.
 *
 * <p>Whatever is not named here stays in the key: a field kept without need costs a miss, a field
 * dropped wrongly serves a wrong answer.
 */
final class GeminiCanonical {

  /** Billing and routing; the model is in the path. */
  private static final List<String> NOT_IN_KEY = List.of("labels", "serviceTier", "model");

  private static final List<String> EMPTY_IS_ABSENT =
      List.of("tools", "toolConfig", "generationConfig", "safetySettings");

  private GeminiCanonical() {}

  /**
   * The canonical request and its question. The request is rewritten in place, so that it is of no
   * use afterwards.
   */
  static Canonical of(GeminiRequest request, GeminiClass verdict, int expectedLength) {
    Map<String, @Nullable Object> body = Json.copy(request.body());
    NOT_IN_KEY.forEach(body::remove);
    Map<String, @Nullable Object> instruction = Json.object(body, "systemInstruction");
    if (instruction != null) {
      // whoever it says speaks: it is the system
      instruction.remove("role");
    }
    dropDefaults(request, Json.object(body, "generationConfig"));
    dropToolDefaults(Json.object(body, "toolConfig"));
    Object settings = body.get("safetySettings");
    if (settings != null) {
      body.put(
          "safetySettings",
          GeminiSafety.canonical(Json.objects(body, "safetySettings"), request.path().vertex()));
    }
    EMPTY_IS_ABSENT.forEach(field -> dropEmpty(body, field));
    boolean asks = verdict.requestClass() == RequestClass.CACHEABLE;
    return Canonical.of(
        body, expectedLength, asks ? Asked.last(request.contents(), "parts") : null);
  }

  private static void dropDefaults(
      GeminiRequest request, @Nullable Map<String, @Nullable Object> config) {
    if (config == null) {
      return;
    }
    if (config.get("candidateCount") instanceof BigDecimal count
        && count.compareTo(BigDecimal.ONE) == 0) {
      config.remove("candidateCount");
    }
    config.remove("responseMimeType", "text/plain");
    if (!GeminiModels.givesMore(request.path().model())) {
      config.remove("responseModalities", List.of("TEXT"));
    }
    List.of("stopSequences", "responseModalities", "thinkingConfig")
        .forEach(field -> dropEmpty(config, field));
  }

  private static void dropToolDefaults(@Nullable Map<String, @Nullable Object> config) {
    Map<String, @Nullable Object> calling = Json.object(config, "functionCallingConfig");
    if (config != null && calling != null) {
      calling.remove("mode", "AUTO");
      dropEmpty(calling, "allowedFunctionNames");
      dropEmpty(config, "functionCallingConfig");
    }
  }

  private static void dropEmpty(Map<String, @Nullable Object> parent, String field) {
    Object value = parent.get(field);
    if (value instanceof Map<?, ?> members && members.isEmpty()
        || value instanceof Collection<?> elements && elements.isEmpty()) {
      parent.remove(field);
    }
  }
}
