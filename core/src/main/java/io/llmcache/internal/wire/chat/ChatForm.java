package io.llmcache.internal.wire.chat;

import io.llmcache.internal.key.JsonTree;
import io.llmcache.internal.wire.FormOptions;
import io.llmcache.spi.Shape;
import java.util.Locale;

/**
 * Tells replies apart that say the same in other bytes: the shape, and the options that add or
 * leave out parts of the frame. An option that nobody here knows counts too, since a reply is
 * replayed byte for byte.
 */
final class ChatForm {

  private ChatForm() {}

  static String of(ChatRequest request) {
    StringBuilder form = new StringBuilder(request.shape().name().toLowerCase(Locale.ROOT));
    if (request.shape() == Shape.STREAM) {
      FormOptions.append(form, "", JsonTree.object(request.body().get("stream_options")));
    }
    if (request.isForOpenRouter()) {
      FormOptions.append(form, "usage.", JsonTree.object(request.body().get("usage")));
    }
    return form.toString();
  }

  /** Whether a stream of this form was asked to count tokens. */
  static boolean asksUsage(String form) {
    return FormOptions.asksUsage(form);
  }

  /** Whether a stream of this form has to show its count of tokens. */
  static boolean showsUsage(String form) {
    return asksUsage(form) || form.contains(";usage.include=true");
  }
}
