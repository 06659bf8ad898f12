package io.llmcache.filter;

import io.llmcache.filter.io.RequestBody;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.Executor;

/** Bytes that were read already, then what is left in the request. */
final class ReplayStream extends ServletInputStream {

  private final byte[] prefix;
  private final ServletInputStream rest;
  private final Executor asynchronous;
  private final boolean whole;
  private int position;

  /**
   * @param asynchronous runs work of the request once it is asynchronous
   */
  ReplayStream(RequestBody body, ServletInputStream rest, Executor asynchronous) {
    this.prefix = body.prefix();
    this.whole = body.whole();
    this.rest = rest;
    this.asynchronous = asynchronous;
  }

  @Override
  public int read() throws IOException {
    if (position < prefix.length) {
      return prefix[position++] & 0xff;
    }
    return whole ? -1 : rest.read();
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (position == prefix.length) {
      return whole && length > 0 ? -1 : rest.read(target, offset, length);
    }
    int count = Math.min(length, prefix.length - position);
    System.arraycopy(prefix, position, target, offset, count);
    position += count;
    return count;
  }

  @Override
  public int available() throws IOException {
    return prefix.length - position + (whole ? 0 : rest.available());
  }

  @Override
  public boolean isFinished() {
    return position == prefix.length && (whole || rest.isFinished());
  }

  @Override
  public boolean isReady() {
    return whole || position < prefix.length || rest.isReady();
  }

  @Override
  public void setReadListener(ReadListener listener) {
    if (whole) {
      // nothing is left for the server to tell of
      asynchronous.execute(() -> tellAll(listener));
    } else {
      rest.setReadListener(new AfterPrefix(listener));
    }
  }

  private void tellAll(ReadListener listener) {
    try {
      new AfterPrefix(listener).onAllDataRead();
    } catch (IOException | RuntimeException e) {
      listener.onError(e);
    }
  }

  /** The server knows of the rest only: at its end, the bytes from before may still be unread. */
  private final class AfterPrefix implements ReadListener {

    private final ReadListener listener;

    AfterPrefix(ReadListener listener) {
      this.listener = listener;
    }

    @Override
    public void onDataAvailable() throws IOException {
      listener.onDataAvailable();
    }

    @Override
    public void onAllDataRead() throws IOException {
      if (position < prefix.length) {
        listener.onDataAvailable();
      }
      listener.onAllDataRead();
    }

    @Override
    public void onError(Throwable failure) {
      listener.onError(failure);
    }
  }
}
