package io.llmcache.internal.wire.embeddings;

import io.llmcache.internal.key.JsonTree;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request whose types {@link EmbeddingsReader} checked. A field that is null is absent, as
 * clients mean it.
 *
 * @param model as settings name it: on Azure the deployment
 * @param body the whole body
 * @param inputs of the body, at least one: texts, lists of tokens, or what only the server knows
 */
record EmbeddingsRequest(
    String model, Map<String, @Nullable Object> body, List<@Nullable Object> inputs) {

  private static final String FLOAT = "float";

  /**
   * How the vectors are written: {@code float} or {@code base64}, or what the request calls it. The
   * type of their numbers is named where it is not the usual one.
   */
  String form() {
    String encoding = text("encoding_format", FLOAT);
    String type = text("output_dtype", FLOAT);
    return type.equals(FLOAT) ? encoding : encoding + ";dtype=" + type;
  }

  private String text(String field, String otherwise) {
    String text = JsonTree.text(body.get(field));
    return text == null ? otherwise : text;
  }
}
