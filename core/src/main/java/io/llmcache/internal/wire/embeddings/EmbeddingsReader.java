package io.llmcache.internal.wire.embeddings;

import io.llmcache.internal.key.JsonTree;
import io.llmcache.internal.wire.RequestChecks;
import io.llmcache.spi.UnreadableRequestException;
import java.math.BigDecimal;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a request body and checks the types of what the cache relies on. All else is the provider's
 * to check: it stays in the key as it is.
 */
final class EmbeddingsReader {

  private EmbeddingsReader() {}

  static EmbeddingsRequest read(URI target, byte[] bytes) throws UnreadableRequestException {
    Map<String, @Nullable Object> body = RequestChecks.body(bytes);
    RequestChecks.checkText(body, "encoding_format");
    RequestChecks.checkText(body, "output_dtype");
    return new EmbeddingsRequest(
        RequestChecks.model(body, EmbeddingsPath.deployment(target)),
        body,
        inputs(body.get("input")));
  }

  /** A text is a list of one text, and a list of tokens a list of one such list. */
  private static List<@Nullable Object> inputs(@Nullable Object input)
      throws UnreadableRequestException {
    if (JsonTree.isText(input)) {
      return List.of(input);
    }
    List<@Nullable Object> elements = JsonTree.array(input);
    if (elements == null || elements.isEmpty()) {
      throw new UnreadableRequestException("no-input");
    }
    return isNumbers(elements) ? List.of(elements) : elements;
  }

  /** Whether it is a list of numbers, and not empty. */
  static boolean isNumbers(@Nullable Object input) {
    List<@Nullable Object> elements = JsonTree.array(input);
    return elements != null
        && !elements.isEmpty()
        && elements.stream().allMatch(BigDecimal.class::isInstance);
  }
}
