package io.llmcache.internal.wire.completions;

import io.llmcache.internal.key.JsonTree;
import io.llmcache.internal.wire.RequestChecks;
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
    Map<String, @Nullable Object> body = RequestChecks.body(bytes);
    String model = RequestChecks.model(body, CompletionPath.model(target));
    RequestChecks.check(body, "stream", Boolean.class);
    RequestChecks.check(body, "stream_options", Map.class);
    RequestChecks.check(body, "n", BigDecimal.class);
    checkPrompt(body.get("prompt"));
    String host = target.getHost();
    return new CompletionRequest(host == null ? "" : host.toLowerCase(Locale.ROOT), model, body);
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
}
