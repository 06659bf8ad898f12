package io.llmcache.filter;

import io.llmcache.exchange.Reply;
import io.llmcache.filter.io.Replies;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A response whose body is held back as long as a stale answer may take its place. The application
 * sees it as committed once it flushed, or wrote more than the server's buffer takes.
 */
final class HeldResponse extends HttpServletResponseWrapper {

  /** Beyond that nothing is held any more, whatever comes. */
  private static final int MOST = 1 << 20;

  private enum State {
    HOLDING,
    PASSING,
    REPLACED
  }

  private final ByteArrayOutputStream held = new ByteArrayOutputStream();
  private State state = State.HOLDING;
  private boolean committed;
  private boolean listening;
  private @Nullable ServletOutputStream stream;

  HeldResponse(HttpServletResponse response) {
    super(response);
  }

  boolean holds() {
    return state == State.HOLDING;
  }

  boolean replaced() {
    return state == State.REPLACED;
  }

  /** Whether another answer can still be written. */
  boolean mayBeReplaced() {
    return state != State.REPLACED && !listening && !super.isCommitted();
  }

  /** Writes this answer, and throws away what the application wrote and will write. */
  void replaceBy(Reply reply) throws IOException {
    state = State.REPLACED;
    held.reset();
    super.reset();
    Replies.write((HttpServletResponse) getResponse(), reply);
    super.flushBuffer();
  }

  /** From now on everything passes. */
  void release() throws IOException {
    if (state != State.HOLDING) {
      return;
    }
    state = State.PASSING;
    if (held.size() > 0) {
      held.writeTo(super.getOutputStream());
      held.reset();
    }
    if (committed) {
      super.flushBuffer();
    }
  }

  private void write(byte[] bytes, int offset, int length) throws IOException {
    if (state == State.HOLDING) {
      held.write(bytes, offset, length);
      committed |= held.size() > getBufferSize();
      if (held.size() > MOST) {
        release();
      }
    } else if (state == State.PASSING) {
      super.getOutputStream().write(bytes, offset, length);
    }
  }

  @Override
  public ServletOutputStream getOutputStream() {
    if (stream == null) {
      stream = new HeldStream();
    }
    return stream;
  }

  @Override
  public boolean isCommitted() {
    return committed || super.isCommitted();
  }

  @Override
  public void flushBuffer() throws IOException {
    committed = true;
    if (state == State.PASSING) {
      super.flushBuffer();
    }
  }

  @Override
  public void resetBuffer() {
    refuseIfCommitted();
    held.reset();
    super.resetBuffer();
  }

  @Override
  public void reset() {
    refuseIfCommitted();
    held.reset();
    super.reset();
  }

  private void refuseIfCommitted() {
    if (committed) {
      throw new IllegalStateException("the response is committed");
    }
  }

  @Override
  public void sendError(int status) throws IOException {
    drop();
    super.sendError(status);
  }

  @Override
  public void sendError(int status, String message) throws IOException {
    drop();
    super.sendError(status, message);
  }

  @Override
  public void sendRedirect(String location) throws IOException {
    drop();
    super.sendRedirect(location);
  }

  private void drop() {
    refuseIfCommitted();
    held.reset();
    state = State.PASSING;
  }

  /** The application's output. */
  private final class HeldStream extends ServletOutputStream {

    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      HeldResponse.this.write(bytes, offset, length);
    }

    @Override
    public void flush() throws IOException {
      flushBuffer();
    }

    @Override
    public void close() throws IOException {
      if (state == State.PASSING) {
        HeldResponse.super.getOutputStream().close();
      } else {
        committed = true;
      }
    }

    @Override
    public boolean isReady() {
      try {
        return state != State.PASSING || HeldResponse.super.getOutputStream().isReady();
      } catch (IOException e) {
        return true;
      }
    }

    /** An application that waits to be asked for more cannot be held back. */
    @Override
    public void setWriteListener(WriteListener listener) {
      listening = true;
      try {
        release();
        HeldResponse.super.getOutputStream().setWriteListener(listener);
      } catch (IOException e) {
        listener.onError(e);
      }
    }
  }
}
