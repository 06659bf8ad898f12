package io.llmcache.internal.wire;

/**
 * Splits one JSON array of objects into its elements as they come. Keeps one element at a time, up
 * to a bound.
 */
public final class JsonArraySplitter implements Splitter {

  private enum At {
    START,
    FIRST,
    ELEMENT,
    COMMA,
    NEXT,
    END
  }

  private final Sink sink;
  private final int largest;
  private final ByteBag element = new ByteBag();
  private JsonEnd bounds = new JsonEnd();
  private At at = At.START;
  private String flaw = "";

  /**
   * @param largest how many bytes an element may have
   */
  public JsonArraySplitter(Sink sink, int largest) {
    this.sink = sink;
    this.largest = largest;
  }

  @Override
  public void accept(byte[] bytes) {
    int from = at == At.ELEMENT ? 0 : -1;
    for (int i = 0; i < bytes.length && flaw.isEmpty(); i++) {
      if (at != At.ELEMENT) {
        from = between(bytes[i]) ? i : -1;
      }
      if (at == At.ELEMENT && bounds.closes(bytes[i])) {
        keep(bytes, from, i + 1);
        dispatch();
      }
    }
    if (at == At.ELEMENT && from >= 0) {
      keep(bytes, from, bytes.length);
    }
  }

  /** Whether the array is closed. */
  public boolean closed() {
    return at == At.END && flaw.isEmpty();
  }

  @Override
  public void end() {
    if (at != At.END && flaw.isEmpty()) {
      flaw = "cut";
    }
  }

  @Override
  public String flaw() {
    return flaw;
  }

  /** A byte outside of the elements; true if an element begins with it. */
  private boolean between(byte b) {
    if (b == ' ' || b == '\n' || b == '\r' || b == '\t') {
      return false;
    }
    if (at == At.START && b == '[') {
      at = At.FIRST;
    } else if (b == '{' && (at == At.FIRST || at == At.NEXT)) {
      at = At.ELEMENT;
      bounds = new JsonEnd();
      return true;
    } else if (b == ',' && at == At.COMMA) {
      at = At.NEXT;
    } else if (b == ']' && (at == At.COMMA || at == At.FIRST)) {
      at = At.END;
    } else {
      flaw = at == At.END ? "text-after-the-end" : "not-an-array-of-objects";
    }
    return false;
  }

  private void keep(byte[] bytes, int from, int to) {
    if (element.length() + (to - from) > largest) {
      flaw = "event-too-large";
    } else {
      element.add(bytes, from, to);
    }
  }

  private void dispatch() {
    at = At.COMMA;
    if (flaw.isEmpty()) {
      sink.event("", element.array(), element.length());
    }
    element.clear();
  }
}
