package io.llmcache.internal.wire.gemini;

import io.llmcache.internal.key.JsonTree;
import io.llmcache.internal.wire.Json;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A request whose types {@link GeminiReader} checked. All known names are in camel case, and what
 * is null is left out.
 *
 * @param path what its path says
 * @param body the whole body
 * @param contents of the body; at least one
 */
record GeminiRequest(
    GeminiPath path,
    Map<String, @Nullable Object> body,
    List<Map<String, @Nullable Object>> contents) {

  boolean has(String field) {
    return body.get(field) != null;
  }

  List<Map<String, @Nullable Object>> tools() {
    return Json.objects(body, "tools");
  }

  /** The generationConfig's field, or null. */
  @Nullable Object setting(String field) {
    Map<String, @Nullable Object> config = Json.object(body, "generationConfig");
    return config == null ? null : config.get(field);
  }

  /** The generationConfig's field as values; empty if it is absent or no array. */
  List<@Nullable Object> settings(String field) {
    List<@Nullable Object> values = JsonTree.array(setting(field));
    return values == null ? List.of() : values;
  }

  /** The parts of all contents, and those inside of tools' responses. */
  Stream<Map<String, @Nullable Object>> parts() {
    return contents.stream()
        .flatMap(content -> Json.objects(content, "parts").stream())
        .flatMap(
            part ->
                Stream.concat(
                    Stream.of(part),
                    Json.objects(Json.object(part, "functionResponse"), "parts").stream()));
  }

  boolean lengthLimited() {
    return setting("maxOutputTokens") != null;
  }
}
