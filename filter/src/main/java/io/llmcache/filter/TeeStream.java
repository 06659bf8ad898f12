package io.llmcache.filter;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;

/** The application's output: to the client, and to the recording. */
final class TeeStream extends ServletOutputStream {

  private final ServletOutputStream client;
  private final Tee tee;

  TeeStream(ServletOutputStream client, Tee tee) {
    this.client = client;
    this.tee = tee;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    tee.passing(() -> client.write(bytes, offset, length));
    tee.add(bytes, offset, length);
  }

  @Override
  public void flush() throws IOException {
    tee.passing(client::flush);
  }

  @Override
  public void close() throws IOException {
    tee.passing(client::close);
  }

  @Override
  public boolean isReady() {
    return tee.clientGone() || client.isReady();
  }

  @Override
  public void setWriteListener(WriteListener listener) {
    client.setWriteListener(listener);
  }
}
