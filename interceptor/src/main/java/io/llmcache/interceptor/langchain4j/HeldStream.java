package io.llmcache.interceptor.langchain4j;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CountDownLatch;

/** A client's stream that the client closes when its parser returns: so the parser waits. */
final class HeldStream extends FilterInputStream {

  private final CountDownLatch closed = new CountDownLatch(1);

  HeldStream(InputStream stream) {
    super(stream);
  }

  @Override
  public void close() throws IOException {
    try {
      super.close();
    } finally {
      closed.countDown();
    }
  }

  void cut() {
    try {
      close();
    } catch (IOException e) {
      // it is given up anyway
    }
  }

  /** Returns when nobody reads any more; an interrupt ends the reading. */
  void awaitClosed() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      cut();
    }
  }
}
