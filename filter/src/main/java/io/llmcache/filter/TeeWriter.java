package io.llmcache.filter;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.Charset;

/**
 * Encodes text at once: nothing lies in a buffer that the server does not know, so that its own
 * buffer, and reset of that buffer, work as always.
 */
final class TeeWriter extends Writer {

  private final OutputStream out;
  private final OutputStreamWriter encoder;

  TeeWriter(OutputStream out, Charset charset) {
    this.out = out;
    this.encoder = new OutputStreamWriter(new Unflushed(out), charset);
  }

  @Override
  public void write(char[] text, int offset, int length) throws IOException {
    encoder.write(text, offset, length);
    encoder.flush();
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    encoder.close();
  }

  /** The encoder is flushed into the stream, the stream itself is not. */
  private static final class Unflushed extends FilterOutputStream {

    Unflushed(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void flush() {}
  }
}
