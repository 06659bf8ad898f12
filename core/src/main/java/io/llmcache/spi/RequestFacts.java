package io.llmcache.spi;

import io.llmcache.exchange.Headers;
import java.util.List;

/**
 * What a wire format read from a request: all that the engine decides by.
 *
 * @param format the format's {@link WireFormat#id}
 * @param model as the request names it; empty if it names none
 * @param requestClass what may answer it
 * @param classReason why it is not CACHEABLE, in a few words for Cache-Status; empty if it is
 * @param shape how the caller wants the answer
 * @param variant tells answers apart whose content is the same but not their bytes: the shape and
 *     what else frames the reply, for example {@code stream;include_usage=true}
 * @param canonical the canonical request, in which two requests that must get the same answer are
 *     equal; not to be written into
 * @param keyHeaders the header fields that change the answer, with canonical values
 * @param keyQuery the raw query parts that change the answer, sorted; never a credential
 * @param lengthLimited whether the request itself limits the answer's length, so that an answer cut
 *     there is what was asked for
 */
public record RequestFacts(
    String format,
    String model,
    RequestClass requestClass,
    String classReason,
    Shape shape,
    String variant,
    byte[] canonical,
    Headers keyHeaders,
    List<String> keyQuery,
    boolean lengthLimited) {}
