package io.llmcache.internal.wire;

/**
 * Splits a stream of one JSON object in each line. Blank lines are left out. Keeps one line at a
 * time, up to a bound.
 */
public final class NdjsonSplitter implements Splitter {

  private final Sink sink;
  private final int largest;
  private final ByteBag line = new ByteBag();
  private boolean tooLarge;

  /**
   * @param largest how many bytes a line may have
   */
  public NdjsonSplitter(Sink sink, int largest) {
    this.sink = sink;
    this.largest = largest;
  }

  @Override
  public void accept(byte[] bytes) {
    int from = 0;
    for (int i = 0; i < bytes.length && !tooLarge; i++) {
      if (bytes[i] == '\n') {
        keep(bytes, from, i);
        dispatch();
        from = i + 1;
      }
    }
    keep(bytes, from, bytes.length);
  }

  @Override
  public void end() {
    dispatch();
  }

  @Override
  public String flaw() {
    return tooLarge ? "event-too-large" : "";
  }

  private void keep(byte[] bytes, int from, int to) {
    tooLarge |= line.length() + (to - from) > largest;
    if (!tooLarge && from < to) {
      line.add(bytes, from, to);
    }
  }

  private void dispatch() {
    if (!tooLarge && !blank()) {
      sink.event("", line.array(), line.length());
    }
    line.clear();
  }

  private boolean blank() {
    for (int i = 0; i < line.length(); i++) {
      if (line.array()[i] > ' ' || line.array()[i] < 0) {
        return false;
      }
    }
    return true;
  }
}
