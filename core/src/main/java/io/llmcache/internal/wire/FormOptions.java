package io.llmcache.internal.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcache.internal.key.CanonicalJson;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The options of a stream as a form has them: after the shape, sorted, each with a semicolon before
 * it. Those that say the default are left out.
 */
public final class FormOptions {

  private static final Pattern PLAIN = Pattern.compile("[a-z_]+");
  private static final Pattern KNOWN =
      Pattern.compile("^(unary|stream)|;include_usage=true|;include_obfuscation=(true|false)");

  private FormOptions() {}

  /**
   * Appends the options to a form.
   *
   * @param prefix before each name
   */
  public static void append(
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

  /** Whether a stream of this form ends with a count of tokens that was asked for. */
  public static boolean asksUsage(String form) {
    return form.contains(";include_usage=true");
  }

  /** The options whose effect on the frame is not known here; empty if there is none. */
  public static String unknown(String form) {
    return KNOWN.matcher(form).replaceAll("");
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
