package io.llmcache.internal.wire.completions;

import io.llmcache.internal.key.JsonTree;
import io.llmcache.spi.UnreadableRequestException;
import java.math.BigDecimal;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a request body and checks the types of what the cache relies on. */
final class CompletionReader {

  private CompletionReader() {}

  static CompletionRequest read(URI target, byte[] bytes) throws UnreadableRequestException {
    Map<String, @Nullable Object> body = JsonTree.object(JsonTree.parse(bytes));
    if (body == null) {
      throw new UnreadableRequestException("not-a-json-object");
    }
    String model = model(body, CompletionPath.model(target));
    check(body, "stream", Boolean.class);
    check(body, "stream_options", Map.class);
    check(body, "n", BigDecimal.class);
    checkPrompt(body.get("prompt"));
    String host = target.getHost();
    return new CompletionRequest(host == null ? "" : host.toLowerCase(Locale.ROOT), model, body);
  }

  private static String model(Map<String, @Nullable Object> body, String inPath)
      throws UnreadableRequestException {
    String model = JsonTree.text(body.get("model"));
    if (model == null && body.get("model") != null) {
      throw new UnreadableRequestException("wrong-type-of-model");
    }
    if (!inPath.isEmpty()) {
      return inPath;
    }
    if (model == null || model.isBlank()) {
      throw new UnreadableRequestException("no-model");
    }
    return model;
  }

  /** A text, texts, tokens or lists of tokens. */
  private static void checkPrompt(@Nullable Object prompt) throws UnreadableRequestException {
    if (prompt == null) {
      throw new UnreadableRequestException("no-prompt");
    }
    if (JsonTree.isText(prompt)) {
      return;
    }
    List<@Nullable Object> elements = JsonTree.array(prompt);
    if (elements == null) {
      throw new UnreadableRequestException("wrong-type-of-prompt");
    }
    if (elements.isEmpty()) {
      throw new UnreadableRequestException("no-prompt");
    }
    boolean alike =
        elements.stream().allMatch(JsonTree::isText)
            || isTokens(elements)
            || elements.stream().allMatch(CompletionReader::isTokens);
    if (!alike) {
      throw new UnreadableRequestException("wrong-type-in-prompt");
    }
  }

  private static boolean isTokens(@Nullable Object prompt) {
    return prompt instanceof List<?> tokens
        && tokens.stream().allMatch(BigDecimal.class::isInstance);
  }

  private static void check(Map<String, @Nullable Object> parent, String field, Class<?> type)
      throws UnreadableRequestException {
    Object value = parent.get(field);
    if (value != null && !type.isInstance(value)) {
      throw new UnreadableRequestException("wrong-type-of-" + field);
    }
  }
}
