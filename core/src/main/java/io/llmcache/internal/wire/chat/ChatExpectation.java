package io.llmcache.internal.wire.chat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.llmcache.spi.RequestClass;
import io.llmcache.spi.RequestFacts;
import java.io.IOException;

/**
 * What a reply must bring to be the whole answer.
 *
 * @param choices how many were asked for, at least 1
 * @param usage whether a stream was asked to end with a count of tokens
 */
record ChatExpectation(int choices, boolean usage) {

  private static final JsonFactory JSON = new JsonFactory();

  static ChatExpectation of(RequestFacts request) {
    boolean one = request.requestClass() == RequestClass.CACHEABLE;
    return new ChatExpectation(
        one ? 1 : choices(request.canonical()), ChatForm.asksUsage(request.form()));
  }

  /** The field n of the canonical request, which leaves it out where it is 1. */
  private static int choices(byte[] canonical) {
    try (JsonParser parser = JSON.createParser(canonical)) {
      parser.nextToken();
      String name;
      while ((name = parser.nextFieldName()) != null) {
        JsonToken value = parser.nextToken();
        if (name.equals("n") && value.isNumeric()) {
          return (int) Math.max(1, Math.min(Integer.MAX_VALUE, parser.getDoubleValue()));
        }
        parser.skipChildren();
      }
      return 1;
    } catch (IOException e) {
      // canonical bytes of another format: then nothing is known of choices
      return 1;
    }
  }
}
