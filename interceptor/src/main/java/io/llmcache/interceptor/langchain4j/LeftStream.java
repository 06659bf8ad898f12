package io.llmcache.interceptor.langchain4j;

import java.io.IOException;
import java.io.InputStream;

/**
 * A stream that its reader may also leave from another thread: it ends for the reader with the next
 * bytes, and is closed by the reader's own thread, so that nothing is lost for those who read the
 * same answer. Made by the thread that reads.
 */
final class LeftStream extends InputStream {

  private final InputStream stream;
  private final Thread reader = Thread.currentThread();
  private volatile boolean left;

  LeftStream(InputStream stream) {
    this.stream = stream;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int count = stream.read(target, offset, length);
    if (left) {
      stream.close();
      throw new IOException("the stream is closed");
    }
    return count;
  }

  @Override
  public int available() throws IOException {
    return stream.available();
  }

  @Override
  public void close() throws IOException {
    left = true;
    if (Thread.currentThread() == reader) {
      stream.close();
    }
  }
}
