package io.llmcache.internal.wire.chat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.async.ByteArrayFeeder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A reply that is one JSON object. Its text is not kept: tokens are judged as they come. */
final class JsonBody implements BodyReader {

  private static final JsonFactory JSON = new JsonFactory();

  private final ChatReply reply;
  private final ChatTokens tokens;
  private final JsonParser parser;
  private final ByteArrayFeeder feeder;
  private boolean failed;
  private boolean inString;
  private boolean escaped;
  private byte last;

  JsonBody(ChatReply reply) {
    this.reply = reply;
    this.tokens = new ChatTokens(reply);
    this.parser = parser();
    this.feeder = (ByteArrayFeeder) parser.getNonBlockingInputFeeder();
  }

  @Override
  public void accept(byte[] bytes) {
    if (failed) {
      return;
    }
    if (tokens.closed()) {
      afterEnd(bytes);
      return;
    }
    try {
      int sound = soundLength(bytes);
      feeder.feedInput(bytes, 0, sound);
      read();
      if (sound < bytes.length && !tokens.closed()) {
        fail("not-json");
      }
    } catch (IOException | RuntimeException e) {
      fail("not-json");
    }
  }

  @Override
  public boolean complete() {
    return tokens.closed() && !failed;
  }

  @Override
  public void end() {
    if (!tokens.closed()) {
      fail("cut");
    }
  }

  private static JsonParser parser() {
    try {
      return JSON.createNonBlockingByteArrayParser();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read() throws IOException {
    JsonToken token;
    while ((token = parser.nextToken()) != JsonToken.NOT_AVAILABLE && token != null) {
      tokens.next(token, parser);
      if (tokens.closed()) {
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        parser.releaseBuffered(rest);
        afterEnd(rest.toByteArray());
        return;
      }
    }
  }

  /**
   * How many bytes come before an end that follows a comma or a colon. The parser takes such an end
   * where its input is split before it.
   */
  private int soundLength(byte[] bytes) {
    for (int i = 0; i < bytes.length; i++) {
      byte b = bytes[i];
      if (inString) {
        inString = escaped || b != '"';
        escaped = !escaped && b == '\\';
      } else if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
        if ((b == '}' || b == ']') && (last == ',' || last == ':')) {
          return i;
        }
        inString = b == '"';
        last = b;
      }
    }
    return bytes.length;
  }

  private void afterEnd(byte[] bytes) {
    for (byte b : bytes) {
      if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
        fail("text-after-the-end");
        return;
      }
    }
  }

  private void fail(String flaw) {
    failed = true;
    reply.flaw(flaw);
  }
}
