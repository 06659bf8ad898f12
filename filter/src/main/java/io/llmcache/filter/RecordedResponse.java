package io.llmcache.filter;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.llmcache.exchange.Lease;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/** A response that passes on what the application writes, and has it recorded. */
final class RecordedResponse extends AnnouncedResponse {

  private final Tee tee;
  private @Nullable ServletOutputStream stream;
  private @Nullable PrintWriter writer;

  private RecordedResponse(HttpServletResponse response, Lease lease, @Nullable HeldResponse held) {
    super(response, lease);
    this.tee = new Tee(lease, this, held);
  }

  /** Over the response, which is held back where a stale answer stands by. */
  static RecordedResponse over(HttpServletResponse response, Lease lease) {
    if (!lease.standsBy()) {
      return new RecordedResponse(response, lease, null);
    }
    HeldResponse held = new HeldResponse(response);
    return new RecordedResponse(held, lease, held);
  }

  Tee tee() {
    return tee;
  }

  @Override
  public ServletOutputStream getOutputStream() throws IOException {
    if (writer != null) {
      throw new IllegalStateException("getWriter was called");
    }
    return stream();
  }

  @Override
  public PrintWriter getWriter() throws IOException {
    if (writer == null) {
      if (stream != null) {
        throw new IllegalStateException("getOutputStream was called");
      }
      String encoding = getCharacterEncoding();
      // as servers do it: from now on Content-Type names the encoding
      setCharacterEncoding(encoding == null ? ISO_8859_1.name() : encoding);
      writer = new PrintWriter(new TeeWriter(stream(), Charset.forName(getCharacterEncoding())));
    }
    return writer;
  }

  private ServletOutputStream stream() throws IOException {
    if (stream == null) {
      stream = new TeeStream(super.getOutputStream(), tee);
    }
    return stream;
  }

  @Override
  public void flushBuffer() throws IOException {
    tee.passing(super::flushBuffer);
  }

  @Override
  public void resetBuffer() {
    super.resetBuffer();
    tee.forget();
  }

  @Override
  public void reset() {
    super.reset();
    tee.forget();
    stream = null;
    writer = null;
  }

  @Override
  public void sendError(int status) throws IOException {
    if (!tee.replaces(status)) {
      tee.forget();
      super.sendError(status);
    }
  }

  @Override
  public void sendError(int status, String message) throws IOException {
    if (!tee.replaces(status)) {
      tee.forget();
      super.sendError(status, message);
    }
  }

  @Override
  public void sendRedirect(String location) throws IOException {
    tee.forget();
    super.sendRedirect(location);
  }

  @Override
  public void setHeader(String name, String value) {
    if (name.equalsIgnoreCase("Content-Length") && value.matches("[0-9]{1,18}")) {
      tee.announced(Long.parseLong(value));
    }
    super.setHeader(name, value);
  }

  @Override
  public void setContentLength(int length) {
    tee.announced(length);
    super.setContentLength(length);
  }

  @Override
  public void setContentLengthLong(long length) {
    tee.announced(length);
    super.setContentLengthLong(length);
  }
}
