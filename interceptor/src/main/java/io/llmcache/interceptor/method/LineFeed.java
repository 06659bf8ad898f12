package io.llmcache.interceptor.method;

import io.llmcache.exchange.ChunkReader;
import io.llmcache.exchange.MethodFraming;
import io.llmcache.exchange.MethodFraming.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** The items of a reply that is still running. */
final class LineFeed implements ItemFeed {

  private final ChunkReader reader;
  private final Results results;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private ByteBuffer chunk = ByteBuffer.allocate(0);

  LineFeed(ChunkReader reader, Results results) {
    this.reader = reader;
    this.results = results;
  }

  @Override
  public Step next() {
    while (true) {
      while (chunk.hasRemaining()) {
        byte next = chunk.get();
        if (next == '\n') {
          byte[] whole = line.toByteArray();
          line.reset();
          return step(whole);
        }
        line.write(next);
      }
      ByteBuffer polled = reader.poll();
      if (polled == null) {
        return withoutBytes();
      }
      chunk = polled;
    }
  }

  private Step step(byte[] whole) {
    Kind kind = MethodFraming.kindOf(whole);
    if (kind == Kind.END) {
      return Step.END;
    }
    if (kind != Kind.ITEM) {
      return Step.unusable(null);
    }
    try {
      Object item = results.item(MethodFraming.json(Kind.ITEM, whole));
      return item == null ? Step.unusable(null) : Step.item(item);
    } catch (NotRestorableException e) {
      return Step.unusable(e);
    }
  }

  private Step withoutBytes() {
    Throwable failure = reader.failure();
    if (failure != null) {
      return Step.failed(failure);
    }
    return reader.ended() ? Step.failed(new IOException("the items broke off")) : Step.LATER;
  }

  @Override
  public void whenReady(Runnable wake) {
    reader.whenReadable(wake);
  }

  @Override
  public void close() {
    reader.close();
  }

  /** The items of a reply that is here as a whole. */
  static ItemFeed of(Iterable<? extends @Nullable Object> items) {
    return new Stored(items.iterator());
  }

  private record Stored(Iterator<? extends @Nullable Object> items) implements ItemFeed {

    @Override
    public Step next() {
      if (!items.hasNext()) {
        return Step.END;
      }
      Object item = items.next();
      return item == null ? Step.unusable(null) : Step.item(item);
    }

    @Override
    public void whenReady(Runnable wake) {
      wake.run();
    }

    @Override
    public void close() {}
  }
}
