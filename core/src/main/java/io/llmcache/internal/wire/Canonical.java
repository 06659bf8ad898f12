package io.llmcache.internal.wire;

import io.llmcache.internal.key.CanonicalJson;
import io.llmcache.internal.key.CanonicalJson.Placed;
import io.llmcache.spi.Question;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The canonical request, and the question in it.
 *
 * @param bytes in UTF-8
 * @param question null if the request has none
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record Canonical(byte[] bytes, @Nullable Question question) {

  /**
   * Writes a request.
   *
   * @param body rewritten to the last, but for the question
   * @param asked where the question is; null if it has none. It is of no use afterwards
   */
  public static Canonical of(
      Map<String, @Nullable Object> body, int expectedLength, @Nullable Asked asked) {
    String text = asked == null ? null : asked.mark();
    return of(text, CanonicalJson.writePlaced(body, expectedLength));
  }

  /**
   * Writes a request of which nobody here knows what it means.
   *
   * @param asked as above
   */
  public static Canonical exactly(
      @Nullable Object body, int expectedLength, @Nullable Asked asked) {
    String text = asked == null ? null : asked.mark();
    return of(text, CanonicalJson.writeExactly(body, expectedLength));
  }

  private static Canonical of(@Nullable String text, Placed placed) {
    return new Canonical(
        placed.bytes(), text == null ? null : new Question(text, placed.from(), placed.to()));
  }
}
