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
      feeder.feedInput(bytes, 0, bytes.length);
      read();
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
