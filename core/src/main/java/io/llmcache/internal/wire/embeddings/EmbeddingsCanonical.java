package io.llmcache.internal.wire.embeddings;

import io.llmcache.internal.key.CanonicalJson;
import io.llmcache.internal.key.CanonicalJson.AsWritten;
import io.llmcache.internal.wire.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes requests equal that must get the same vectors. Whatever is not named here stays in the key.
 */
final class EmbeddingsCanonical {

  /** A name for the provider's log, and how the vectors are written, which is in the form. */
  private static final List<String> NOT_IN_KEY = List.of("user", "encoding_format");

  private EmbeddingsCanonical() {}

  /** The canonical request, in UTF-8, for these inputs. */
  static byte[] bytes(Map<String, @Nullable Object> body, List<@Nullable Object> inputs) {
    Map<String, @Nullable Object> canonical = Json.copy(body);
    NOT_IN_KEY.forEach(canonical::remove);
    for (Map.Entry<String, @Nullable Object> member : canonical.entrySet()) {
      Object value = member.getValue();
      if (value instanceof Map || value instanceof List) {
        member.setValue(new AsWritten(value));
      }
    }
    canonical.put("input", new AsWritten(inputs));
    return CanonicalJson.write(canonical);
  }
}
