package io.llmcache.internal.wire;

import io.llmcache.spi.ReplyFacts;
import io.llmcache.spi.ReplyFacts.Ending;
import io.llmcache.spi.ReplyTracker;
import io.llmcache.spi.Usage;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tracks a reply for a {@link Judge}. Whether it is one JSON object or a stream is seen by its
 * first byte, since Content-Type does not always tell; where both begin with a brace, by what the
 * request asked for.
 */
public final class JudgingTracker implements ReplyTracker {

  private final Judge judge;
  private final Splitting framing;
  private final boolean streamAsked;
  private final int status;
  private @Nullable Splitter splitter;
  private @Nullable WholeJson whole;
  private boolean broken;

  /**
   * @param framing of the format's streams, as this request gets them
   * @param streamAsked whether the request wants a stream
   */
  public JudgingTracker(Judge judge, Splitting framing, boolean streamAsked, int status) {
    this.judge = judge;
    this.framing = framing;
    this.streamAsked = streamAsked;
    this.status = status;
  }

  @Override
  public void accept(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    if (splitter == null && whole == null) {
      int start = firstByte(bytes);
      if (start == bytes.length) {
        return;
      }
      choose(bytes[start]);
      bytes = Arrays.copyOfRange(bytes, start, bytes.length);
    }
    if (whole != null) {
      whole.accept(bytes);
    } else if (splitter != null) {
      splitter.accept(bytes);
    }
  }

  private void choose(byte first) {
    boolean json = first == '{' && !(framing == Framing.NDJSON && streamAsked);
    if (json) {
      whole = new WholeJson();
    } else {
      splitter = framing.splitter(this::event);
    }
  }

  private void event(String name, byte[] data, int length) {
    Framing.Event event = Framing.event(name, data, length);
    if (event == null) {
      broken |= length > 0;
    } else if (event.data() == null) {
      judge.mark();
    } else {
      judge.event(name, event.data());
    }
  }

  @Override
  public boolean complete() {
    if (whole != null) {
      return whole.closed();
    }
    if (splitter == null || broken || !splitter.flaw().isEmpty()) {
      return false;
    }
    boolean open = splitter instanceof JsonArraySplitter array && !array.closed();
    return !open && judge.terminal();
  }

  @Override
  public Progress progress() {
    return whole != null ? Progress.ANSWERING : judge.progress();
  }

  @Override
  public ReplyFacts end() {
    String flaw = flaw();
    ReplyFacts facts = judge.facts();
    if (status >= 400) {
      return new ReplyFacts(Ending.ERROR, "status-" + status, facts.model(), facts.usage());
    }
    if (flaw.isEmpty() || facts.ending() == Ending.ERROR) {
      return facts;
    }
    return new ReplyFacts(Ending.INCOMPLETE, flaw, facts.model(), facts.usage());
  }

  private String flaw() {
    if (whole != null) {
      Map<String, @Nullable Object> body = whole.object();
      if (body == null) {
        return whole.closed() ? "not-json" : "cut";
      }
      judge.whole(body);
      return "";
    }
    if (splitter == null) {
      return "no-body";
    }
    splitter.end();
    return broken ? "event-not-json" : splitter.flaw();
  }

  /** The first byte that is neither blank nor of a byte order mark; servers send blanks to wait. */
  private static int firstByte(byte[] bytes) {
    int at = 0;
    while (at < bytes.length && " \t\r\n\u00ef\u00bb\u00bf".indexOf(bytes[at] & 0xff) >= 0) {
      at++;
    }
    return at;
  }

  /** A reply that is one JSON object; it is kept, since the recorder keeps no more either. */
  private static final class WholeJson {

    private final ByteBag bytes = new ByteBag();
    private final JsonEnd end = new JsonEnd();
    private boolean closed;
    private boolean more;

    void accept(byte[] next) {
      for (byte b : next) {
        if (closed) {
          more |= b != ' ' && b != '\n' && b != '\r' && b != '\t';
        } else {
          closed = end.closes(b);
        }
      }
      bytes.add(next, 0, next.length);
    }

    boolean closed() {
      return closed && !more;
    }

    @Nullable Map<String, @Nullable Object> object() {
      return closed() ? Json.object(bytes.toByteArray()) : null;
    }
  }

  /** No usage, no model. */
  public static ReplyFacts facts(Ending ending, String detail) {
    return new ReplyFacts(ending, detail, "", Usage.UNKNOWN);
  }
}
