package io.llmcache.internal.wire.responses;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcache.internal.key.CanonicalJson;
import io.llmcache.internal.key.JsonTree;
import io.llmcache.internal.wire.CanonicalRules;
import io.llmcache.spi.Shape;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells replies apart that say the same in other bytes: the shape, and the options of a stream,
 * since a reply is replayed byte for byte.
 */
final class ResponsesForm {

  private ResponsesForm() {}

  static String of(ResponsesRequest request) {
    if (request.shape() == Shape.UNARY) {
      return "unary";
    }
    Map<String, @Nullable Object> options = JsonTree.object(request.body().get("stream_options"));
    if (options == null || CanonicalRules.present(options) == 0) {
      return "stream";
    }
    return "stream;" + new String(CanonicalJson.write(options), UTF_8);
  }
}
