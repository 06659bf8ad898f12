package io.llmcache.internal.wire.completions;

import io.llmcache.internal.key.JsonTree;
import io.llmcache.internal.wire.FormOptions;
import io.llmcache.spi.Shape;
import java.util.Locale;

/** Tells replies apart that say the same in other bytes: by shape and by options of streams. */
final class CompletionForm {

  private CompletionForm() {}

  static String of(CompletionRequest request) {
    StringBuilder form = new StringBuilder(request.shape().name().toLowerCase(Locale.ROOT));
    if (request.shape() == Shape.STREAM) {
      FormOptions.append(form, "", JsonTree.object(request.body().get("stream_options")));
    }
    return form.toString();
  }
}
