package io.llmcache.internal.wire.chat;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.llmcache.internal.wire.Splitter;
import io.llmcache.internal.wire.SseSplitter;
import java.io.IOException;

/**
 * A reply that is a stream of events, one chunk in each, and at the end the mark {@code [DONE]}.
 *
 * <p>The mark alone proves nothing: some servers write it after an error, or after a stream that
 * lacks its end. Servers that never write it are believed if every choice has its reason, and the
 * tokens were counted where that was asked.
 */
final class EventBody implements BodyReader, Splitter.Sink {

  /** Of one event, in bytes; a chunk has some hundred. */
  static final int LARGEST_EVENT = 1 << 20;

  private static final JsonFactory JSON = new JsonFactory();
  private static final String MARK = "[DONE]";

  private final ChatReply reply;
  private final boolean usageAsked;
  private final SseSplitter splitter = new SseSplitter(this, LARGEST_EVENT);
  private boolean done;

  EventBody(ChatReply reply, boolean usageAsked) {
    this.reply = reply;
    this.usageAsked = usageAsked;
  }

  @Override
  public void accept(byte[] bytes) {
    splitter.accept(bytes);
    if (splitter.tooLarge()) {
      reply.flaw("event-too-large");
    }
  }

  @Override
  public boolean complete() {
    byte[] pending = splitter.pending();
    boolean marked = pending.length == 0 ? done : !done && isMark(pending, pending.length);
    return marked && reply.sound() && reply.finished();
  }

  @Override
  public void end() {
    splitter.end();
    if (!done && !(reply.finished() && (reply.hasUsage() || !usageAsked))) {
      reply.flaw("no-terminal-mark");
    } else if (splitter.tooLarge()) {
      reply.flaw("event-too-large");
    }
  }

  @Override
  public void event(String name, byte[] data, int length) {
    if (name.equals("error")) {
      reply.error("error-event");
    } else if (length > 0) {
      data(data, length);
    }
  }

  private void data(byte[] data, int length) {
    if (done) {
      reply.flaw("data-after-terminal-mark");
    } else if (isMark(data, length)) {
      done = true;
    } else {
      chunk(data, length);
    }
  }

  private void chunk(byte[] data, int length) {
    ChatTokens tokens = new ChatTokens(reply);
    try (JsonParser parser = JSON.createParser(data, 0, length)) {
      JsonToken token;
      while ((token = parser.nextToken()) != null) {
        if (tokens.closed()) {
          reply.flaw("event-not-json");
          return;
        }
        tokens.next(token, parser);
      }
    } catch (IOException | RuntimeException e) {
      reply.flaw("event-not-json");
    }
  }

  private static boolean isMark(byte[] data, int length) {
    return length <= 64 && new String(data, 0, length, US_ASCII).strip().equals(MARK);
  }
}
