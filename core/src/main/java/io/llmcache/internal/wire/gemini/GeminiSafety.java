package io.llmcache.internal.wire.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcache.internal.key.CanonicalJson;
import io.llmcache.internal.key.JsonTree;
import io.llmcache.internal.wire.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The canonical form of safety settings: one for each category, in any order, and enums by number.
 */
final class GeminiSafety {

  private static final List<String> THRESHOLDS =
      List.of(
          "HARM_BLOCK_THRESHOLD_UNSPECIFIED",
          "BLOCK_LOW_AND_ABOVE",
          "BLOCK_MEDIUM_AND_ABOVE",
          "BLOCK_ONLY_HIGH",
          "BLOCK_NONE",
          "OFF");

  private static final List<String> CATEGORIES =
      List.of(
          "HARM_CATEGORY_UNSPECIFIED",
          "HARM_CATEGORY_DEROGATORY",
          "HARM_CATEGORY_TOXICITY",
          "HARM_CATEGORY_VIOLENCE",
          "HARM_CATEGORY_SEXUAL",
          "HARM_CATEGORY_MEDICAL",
          "HARM_CATEGORY_DANGEROUS",
          "HARM_CATEGORY_HARASSMENT",
          "HARM_CATEGORY_HATE_SPEECH",
          "HARM_CATEGORY_SEXUALLY_EXPLICIT",
          "HARM_CATEGORY_DANGEROUS_CONTENT",
          "HARM_CATEGORY_CIVIC_INTEGRITY");

  private static final List<String> VERTEX_CATEGORIES =
      List.of(
          "HARM_CATEGORY_UNSPECIFIED",
          "HARM_CATEGORY_HATE_SPEECH",
          "HARM_CATEGORY_DANGEROUS_CONTENT",
          "HARM_CATEGORY_HARASSMENT",
          "HARM_CATEGORY_SEXUALLY_EXPLICIT",
          "HARM_CATEGORY_CIVIC_INTEGRITY");

  private GeminiSafety() {}

  /** The settings, rewritten in place; in their order still if a category is there twice. */
  static List<Map<String, @Nullable Object>> canonical(
      List<Map<String, @Nullable Object>> settings, boolean vertex) {
    Set<String> categories = new HashSet<>();
    for (Map<String, @Nullable Object> setting : settings) {
      number(setting, "category", vertex ? VERTEX_CATEGORIES : CATEGORIES);
      number(setting, "threshold", THRESHOLDS);
      categories.add(text(setting.get("category")));
    }
    List<Map<String, @Nullable Object>> sorted = new ArrayList<>(settings);
    if (categories.size() == settings.size()) {
      sorted.sort(Comparator.comparing(GeminiSafety::text));
    }
    return sorted;
  }

  /** The same for all spellings. */
  private static String text(@Nullable Object value) {
    return new String(CanonicalJson.write(value), UTF_8);
  }

  private static void number(
      Map<String, @Nullable Object> setting, String field, List<String> names) {
    String name = JsonTree.text(setting.get(field));
    int number = name == null ? -1 : names.indexOf(name);
    if (number >= 0) {
      setting.put(field, Json.number(number));
    }
  }
}
