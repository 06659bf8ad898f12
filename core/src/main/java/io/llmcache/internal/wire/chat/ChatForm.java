package io.llmcache.internal.wire.chat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcache.internal.key.CanonicalJson;
import io.llmcache.internal.key.JsonTree;
import io.llmcache.spi.Shape;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells replies apart that say the same in other bytes: the shape, and the options that add or
 * leave out parts of the frame. An option that nobody here knows counts too, since a reply is
 * replayed byte for byte.
 */
final class ChatForm {

  private static final Pattern PLAIN = Pattern.compile("[a-z_]+");

  private ChatForm() {}

  static String of(ChatRequest request) {
    StringBuilder form = new StringBuilder(request.shape().name().toLowerCase(Locale.ROOT));
    if (request.shape() == Shape.STREAM) {
      append(form, "", JsonTree.object(request.body().get("stream_options")));
    }
    if (request.isForOpenRouter()) {
      append(form, "usage.", JsonTree.object(request.body().get("usage")));
    }
    return form.toString();
  }

  /** Whether a stream of this form was asked to count tokens. */
  static boolean asksUsage(String form) {
    return form.contains(";include_usage=true");
  }

  private static void append(
      StringBuilder form, String prefix, @Nullable Map<String, @Nullable Object> options) {
    if (options != null) {
      for (Map.Entry<String, @Nullable Object> option : new TreeMap<>(options).entrySet()) {
        if (!isDefault(option.getKey(), option.getValue())) {
          form.append(';').append(prefix).append(name(option.getKey()));
          form.append('=').append(json(option.getValue()));
        }
      }
    }
  }

  private static boolean isDefault(String option, @Nullable Object value) {
    return value == null
        || value.equals(false) && (option.equals("include_usage") || option.equals("include"));
  }

  private static String name(String option) {
    return PLAIN.matcher(option).matches() ? option : json(option);
  }

  private static String json(@Nullable Object value) {
    return value instanceof Boolean
        ? value.toString()
        : new String(CanonicalJson.write(value), UTF_8);
  }
}
