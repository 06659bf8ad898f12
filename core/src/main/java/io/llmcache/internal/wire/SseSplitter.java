package io.llmcache.internal.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * Splits a stream of server-sent events (WHATWG HTML, section 9.2) that comes in pieces. Lines end
 * with CR, LF or both; a byte order mark, comments, and fields other than {@code data} and {@code
 * event} are left out. Keeps one event at a time, up to a bound.
 */
public final class SseSplitter implements Splitter {

  private static final byte[] DATA = {'d', 'a', 't', 'a'};
  private static final byte[] EVENT = {'e', 'v', 'e', 'n', 't'};
  private static final byte[] MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private final Sink sink;
  private final int largest;
  private final ByteBag line = new ByteBag();
  private final ByteBag data = new ByteBag();
  private String name = "";
  private boolean hasData;
  private boolean firstLine = true;
  private boolean afterCarriageReturn;
  private boolean tooLarge;

  /**
   * @param largest how many bytes a line, and the data of an event, may have
   */
  public SseSplitter(Sink sink, int largest) {
    this.sink = sink;
    this.largest = largest;
  }

  @Override
  public void accept(byte[] bytes) {
    int from = 0;
    for (int i = 0; i < bytes.length && !tooLarge; i++) {
      byte b = bytes[i];
      if (b == '\n' && afterCarriageReturn) {
        from = i + 1;
      } else if (b == '\n' || b == '\r') {
        keep(line, bytes, from, i);
        endOfLine();
        from = i + 1;
      }
      afterCarriageReturn = b == '\r';
    }
    keep(line, bytes, from, bytes.length);
  }

  /** What came after the last blank line is an event all the same. */
  @Override
  public void end() {
    if (line.length() > 0) {
      endOfLine();
    }
    dispatch();
  }

  @Override
  public String flaw() {
    return tooLarge ? "event-too-large" : "";
  }

  /** Whether a line or an event went over the bound; nothing was read since. */
  public boolean tooLarge() {
    return tooLarge;
  }

  /** The data of the event whose lines came, but not yet its end; empty if there is none. */
  public byte[] pending() {
    return data.toByteArray();
  }

  private void endOfLine() {
    byte[] bytes = line.array();
    int start = firstLine && startsWith(bytes, 0, line.length(), MARK) ? MARK.length : 0;
    int end = line.length();
    firstLine = false;
    line.clear();
    if (start == end) {
      dispatch();
      return;
    }
    int colon = indexOfColon(bytes, start, end);
    if (is(bytes, start, colon, DATA)) {
      if (hasData) {
        keep(data, new byte[] {'\n'}, 0, 1);
      }
      hasData = true;
      keep(data, bytes, value(bytes, colon, end), end);
    } else if (is(bytes, start, colon, EVENT)) {
      int value = value(bytes, colon, end);
      name = new String(bytes, value, end - value, UTF_8);
    }
  }

  private void dispatch() {
    if (hasData && !tooLarge) {
      sink.event(name, data.array(), data.length());
    }
    name = "";
    hasData = false;
    data.clear();
  }

  private void keep(ByteBag bag, byte[] bytes, int from, int to) {
    tooLarge |= bag.length() + (to - from) > largest;
    if (!tooLarge && from < to) {
      bag.add(bytes, from, to);
    }
  }

  private static int indexOfColon(byte[] bytes, int start, int end) {
    int at = start;
    while (at < end && bytes[at] != ':') {
      at++;
    }
    return at;
  }

  /** Where the value of a field begins: after the colon, and after one blank. */
  private static int value(byte[] bytes, int colon, int end) {
    int at = Math.min(colon + 1, end);
    return at < end && bytes[at] == ' ' ? at + 1 : at;
  }

  private static boolean is(byte[] bytes, int start, int end, byte[] word) {
    return Arrays.equals(bytes, start, end, word, 0, word.length);
  }

  private static boolean startsWith(byte[] bytes, int start, int end, byte[] word) {
    return end - start >= word.length && is(bytes, start, start + word.length, word);
  }
}
