package io.llmcache.internal.wire.responses;

import io.llmcache.internal.wire.Json;
import io.llmcache.internal.wire.PlainText;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The text of a response. */
final class ResponsesAnswerText {

  private ResponsesAnswerText() {}

  /** Null if the answer did not end well, or has anything but messages of text and reasoning. */
  static @Nullable String of(byte[] body) {
    Map<String, @Nullable Object> response = ResponsesReframe.whole(body);
    if (response == null || isFiltered(response)) {
      return null;
    }
    StringBuilder text = new StringBuilder();
    for (Map<String, @Nullable Object> item : Json.objects(response, "output")) {
      String type = Json.text(item, "type");
      if (type.equals("message")) {
        String said = PlainText.joined(Json.objects(item, "content"), "output_text", Set.of());
        if (said == null) {
          return null;
        }
        text.append(said);
      } else if (!type.equals("reasoning")) {
        return null;
      }
    }
    return PlainText.said(text.toString());
  }

  /** Cut, and not for its length. */
  private static boolean isFiltered(Map<String, @Nullable Object> response) {
    String reason = Json.text(Json.object(response, "incomplete_details"), "reason");
    return Json.text(response, "status").equals("incomplete")
        && !reason.equals("max_output_tokens");
  }
}
