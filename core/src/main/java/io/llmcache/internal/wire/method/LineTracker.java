package io.llmcache.internal.wire.method;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcache.exchange.MethodFraming;
import io.llmcache.exchange.MethodFraming.Kind;
import io.llmcache.spi.ReplyFacts;
import io.llmcache.spi.ReplyFacts.Ending;
import io.llmcache.spi.ReplyTracker;
import io.llmcache.spi.Shape;
import io.llmcache.spi.Usage;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Counts the lines of a reply, and reads the one that says how it ends. */
final class LineTracker implements ReplyTracker {

  /** In bytes: no opening is longer, nor a line that ends a reply. */
  private static final int HEAD = 128;

  private final Shape shape;
  private final byte[] head = new byte[HEAD];
  private int length;
  private byte last;
  private long items;
  private boolean broken;
  private boolean complete;
  private String withheld = "";

  LineTracker(Shape shape) {
    this.shape = shape;
  }

  @Override
  public void accept(ByteBuffer bytes) {
    while (bytes.hasRemaining()) {
      byte next = bytes.get();
      if (next == '\n') {
        endOfLine();
      } else {
        if (length < HEAD) {
          head[length] = next;
        }
        length++;
        last = next;
      }
    }
  }

  private void endOfLine() {
    byte[] line = Arrays.copyOf(head, Math.min(length, HEAD));
    if (line.length > 0) {
      line[line.length - 1] = last;
    }
    line(line);
    length = 0;
  }

  /**
   * @param line the beginning of it, and its last byte
   */
  private void line(byte[] line) {
    Kind kind = MethodFraming.kindOf(line);
    // nothing follows the end
    broken = broken || complete || kind == null || !fits(kind, line);
    complete = !broken && kind != Kind.ITEM;
  }

  private boolean fits(Kind kind, byte[] line) {
    switch (kind) {
      case VALUE:
        return shape == Shape.UNARY;
      case ITEM:
        items++;
        return shape == Shape.STREAM;
      case END:
        return shape == Shape.STREAM
            && new String(MethodFraming.json(kind, line), UTF_8).equals(Long.toString(items));
      default:
        String json = new String(MethodFraming.json(kind, line), UTF_8);
        withheld = json.replace("\"", "");
        return items == 0 && json.matches("\"[a-z-]{1,40}\"");
    }
  }

  @Override
  public boolean complete() {
    return complete && !broken && length == 0;
  }

  @Override
  public ReplyFacts end() {
    if (!complete()) {
      return new ReplyFacts(Ending.INCOMPLETE, "cut", "", Usage.UNKNOWN);
    }
    Ending ending = withheld.isEmpty() ? Ending.NATURAL : Ending.WITHHELD;
    return new ReplyFacts(ending, withheld, "", Usage.UNKNOWN);
  }
}
