package io.llmcache.internal.wire.gemini;

import io.llmcache.internal.wire.Framing;
import io.llmcache.spi.Shape;
import java.util.Locale;

/** How an answer is framed: the verb and the query's {@code alt} pick it. */
enum GeminiForm {
  /** One JSON object. */
  UNARY,
  /** Server-sent events, each with a part of the answer. */
  SSE,
  /** One JSON array, each element with a part of the answer. */
  ARRAY;

  static final String STREAM_VERB = "streamGenerateContent";

  /** As the request facts name it. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  static GeminiForm of(String label) {
    return switch (label) {
      case "sse" -> SSE;
      case "array" -> ARRAY;
      default -> UNARY;
    };
  }

  Shape shape() {
    return this == UNARY ? Shape.UNARY : Shape.STREAM;
  }

  /** An answer in one piece has none, but an error may come as an array. */
  Framing framing() {
    return this == SSE ? Framing.SSE : Framing.JSON_ARRAY;
  }

  String contentType() {
    return this == SSE ? "text/event-stream" : "application/json; charset=UTF-8";
  }
}
