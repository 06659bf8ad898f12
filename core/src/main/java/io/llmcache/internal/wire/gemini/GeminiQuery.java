package io.llmcache.internal.wire.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcache.internal.wire.KeyParts;
import java.net.URI;
import java.net.URLDecoder;
import java.util.List;

/** What the query says: the framing, which is in the form, and all else, which is in the key. */
final class GeminiQuery {

  private static final String SSE = "alt=sse";

  private GeminiQuery() {}

  /** The form that the verb and the query pick. */
  static GeminiForm form(URI target, String verb) {
    if (!verb.equals(GeminiForm.STREAM_VERB)) {
      return GeminiForm.UNARY;
    }
    boolean sse = KeyParts.query(target).stream().anyMatch(GeminiQuery::asksEvents);
    return sse ? GeminiForm.SSE : GeminiForm.ARRAY;
  }

  /** The parts that change the answer; {@code alt} is none where its value is a known framing. */
  static List<String> key(URI target, String verb) {
    boolean streamed = verb.equals(GeminiForm.STREAM_VERB);
    return KeyParts.query(target).stream()
        .filter(part -> !part.equals("alt=json") && !(streamed && part.equals(SSE)))
        .toList();
  }

  /** Also the system parameter {@code $alt}, which may have options after a semicolon. */
  private static boolean asksEvents(String part) {
    String decoded = decoded(part);
    return decoded.equals(SSE) || decoded.equals("$" + SSE) || decoded.startsWith("$" + SSE + ";");
  }

  private static String decoded(String part) {
    try {
      return URLDecoder.decode(part, UTF_8);
    } catch (IllegalArgumentException e) {
      // a stray percent sign: then it is no alt that anybody knows
      return part;
    }
  }
}
