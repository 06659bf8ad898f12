package io.llmcache.internal.wire.chat;

import io.llmcache.spi.ReplyFacts;
import io.llmcache.spi.ReplyTracker;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Tracks the reply to a chat completion request. Whether it is one JSON object or a stream of
 * events is seen by its first byte: Content-Type does not always tell, and a stream that was asked
 * for may come as plain JSON.
 */
final class ChatTracker implements ReplyTracker {

  private final ChatExpectation expected;
  private final ChatReply reply = new ChatReply();
  private @Nullable BodyReader body;

  ChatTracker(ChatExpectation expected, int status) {
    this.expected = expected;
    if (status >= 400) {
      reply.error("status-" + status);
    }
  }

  @Override
  public void accept(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    if (body != null) {
      body.accept(bytes);
      return;
    }
    int start = firstByte(bytes);
    if (start < bytes.length) {
      BodyReader chosen = readerOf(bytes[start]);
      body = chosen;
      chosen.accept(Arrays.copyOfRange(bytes, start, bytes.length));
    }
  }

  @Override
  public boolean complete() {
    return body != null && body.complete();
  }

  @Override
  public Progress progress() {
    if (body instanceof JsonBody || reply.begun()) {
      return Progress.ANSWERING;
    }
    return reply.failed() ? Progress.FAILED : Progress.WAITING;
  }

  @Override
  public ReplyFacts end() {
    if (body == null) {
      reply.flaw("no-body");
    } else {
      body.end();
    }
    return reply.facts(expected.choices());
  }

  private BodyReader readerOf(byte first) {
    return first == '{' || first == '['
        ? new JsonBody(reply)
        : new EventBody(reply, expected.usage());
  }

  /** The first byte that is neither blank nor of a byte order mark; servers send blanks to wait. */
  private static int firstByte(byte[] bytes) {
    int at = 0;
    while (at < bytes.length && " \t\r\n\u00ef\u00bb\u00bf".indexOf(bytes[at] & 0xff) >= 0) {
      at++;
    }
    return at;
  }
}
