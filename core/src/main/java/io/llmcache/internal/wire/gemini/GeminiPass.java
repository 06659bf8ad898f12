package io.llmcache.internal.wire.gemini;

import java.math.BigDecimal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which requests only the provider can answer: it looks at the world, or what it gives is no text.
 */
final class GeminiPass {

  private static final Set<String> SEARCH =
      Set.of(
          "googleSearch",
          "googleSearchRetrieval",
          "googleMaps",
          "urlContext",
          "enterpriseWebSearch");

  private GeminiPass() {}

  /** Why the request passes; empty if it does not. */
  static String reason(GeminiRequest request) {
    for (var tool : request.tools()) {
      for (String name : tool.keySet()) {
        if (SEARCH.contains(name)) {
          return "web-search";
        }
        if (!name.equals("functionDeclarations")) {
          return "provider-run-tool";
        }
      }
    }
    return reasonInOutput(request);
  }

  private static String reasonInOutput(GeminiRequest request) {
    for (Object modality : request.settings("responseModalities")) {
      if (isAudio(modality)) {
        return "audio-output";
      }
      if (!isText(modality)) {
        return "image-output";
      }
    }
    if (!GeminiModels.givesMore(request.path().model())) {
      return "";
    }
    return request.path().model().contains("image") ? "image-output" : "audio-output";
  }

  private static boolean isAudio(@Nullable Object modality) {
    return "AUDIO".equals(modality) || isNumber(modality, 3);
  }

  private static boolean isText(@Nullable Object modality) {
    return "TEXT".equals(modality) || isNumber(modality, 1);
  }

  private static boolean isNumber(@Nullable Object modality, long wanted) {
    return modality instanceof BigDecimal number
        && number.compareTo(BigDecimal.valueOf(wanted)) == 0;
  }
}
