package io.llmcache.spi;

import io.llmcache.exchange.Headers;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a wire format read from a request: all that the engine decides by.
 *
 * @param format the format's {@link WireFormat#id}
 * @param model as the request names it; empty if it names none
 * @param requestClass what may answer it
 * @param classReason why it is not CACHEABLE, in a few words for Cache-Status; empty if it is
 * @param shape how the caller wants the answer
 * @param form how the caller wants the answer framed, for example {@code
 *     stream;include_usage=true}: not in the key. A reply that was stored in the same form is
 *     replayed byte for byte, one in another form only as {@link WireFormat#reframe} makes it
 * @param path the raw path for the key: that of the target, but for what only picks the form
 * @param canonical the canonical request, in which two requests that must get the same answer are
 *     equal; not to be written into
 * @param keyHeaders the header fields that change the answer, with canonical values
 * @param keyQuery the raw query parts that change the answer, sorted; never a credential
 * @param lengthLimited whether the request itself limits the answer's length, so that an answer cut
 *     there is what was asked for
 * @param longestLifetime how long an answer may be kept at most, since what the request refers to
 *     does not live longer; null: no bound of its own
 * @param question the one text that may be asked in other words; null: no such text can be named,
 *     so that the request is answered by its exact key alone
 */
public record RequestFacts(
    String format,
    String model,
    RequestClass requestClass,
    String classReason,
    Shape shape,
    String form,
    String path,
    byte[] canonical,
    Headers keyHeaders,
    List<String> keyQuery,
    boolean lengthLimited,
    @Nullable Duration longestLifetime,
    @Nullable Question question) {

  /** What was read from a request that has no question. */
  public RequestFacts(
      String format,
      String model,
      RequestClass requestClass,
      String classReason,
      Shape shape,
      String form,
      String path,
      byte[] canonical,
      Headers keyHeaders,
      List<String> keyQuery,
      boolean lengthLimited,
      @Nullable Duration longestLifetime) {
    this(
        format,
        model,
        requestClass,
        classReason,
        shape,
        form,
        path,
        canonical,
        keyHeaders,
        keyQuery,
        lengthLimited,
        longestLifetime,
        null);
  }
}
