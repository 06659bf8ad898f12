package io.llmcache.filter;

import io.llmcache.exchange.Headers;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A response that goes nowhere: only its status and header fields are kept. */
final class DiscardingResponse extends HttpServletResponseWrapper {

  private static final String CONTENT_TYPE = "Content-Type";

  private final ServletOutputStream nowhere = new Nowhere();
  private Headers headers = Headers.EMPTY;
  private int status = SC_OK;
  private String encoding = "ISO-8859-1";
  private boolean committed;

  DiscardingResponse(HttpServletResponse response) {
    super(response);
  }

  @Override
  public void setStatus(int wanted) {
    status = wanted;
  }

  @Override
  public int getStatus() {
    return status;
  }

  @Override
  public void sendError(int wanted) {
    status = wanted;
    committed = true;
  }

  @Override
  public void sendError(int wanted, String message) {
    sendError(wanted);
  }

  @Override
  public void sendRedirect(String location) {
    sendError(SC_FOUND);
  }

  @Override
  public void setHeader(String name, @Nullable String value) {
    headers =
        value == null
            ? headers.keeping(other -> !other.equalsIgnoreCase(name))
            : headers.with(name, value);
  }

  @Override
  public void addHeader(String name, String value) {
    headers =
        name.equalsIgnoreCase(CONTENT_TYPE) ? headers.with(name, value) : headers.plus(name, value);
  }

  @Override
  public void setIntHeader(String name, int value) {
    setHeader(name, Integer.toString(value));
  }

  @Override
  public void addIntHeader(String name, int value) {
    addHeader(name, Integer.toString(value));
  }

  /** No date is of use to the cache. */
  @Override
  public void setDateHeader(String name, long date) {}

  @Override
  public void addDateHeader(String name, long date) {}

  @Override
  public void addCookie(Cookie cookie) {}

  @Override
  public boolean containsHeader(String name) {
    return headers.first(name) != null;
  }

  @Override
  public @Nullable String getHeader(String name) {
    return headers.first(name);
  }

  @Override
  public Collection<String> getHeaders(String name) {
    return headers.all(name);
  }

  @Override
  public Collection<String> getHeaderNames() {
    Set<String> names = new LinkedHashSet<>();
    headers.forEach((name, value) -> names.add(name));
    return names;
  }

  @Override
  public void setContentType(@Nullable String type) {
    setHeader(CONTENT_TYPE, type);
  }

  @Override
  public @Nullable String getContentType() {
    return headers.first(CONTENT_TYPE);
  }

  @Override
  public void setCharacterEncoding(String wanted) {
    encoding = wanted;
  }

  @Override
  public String getCharacterEncoding() {
    String type = getContentType();
    int at = type == null ? -1 : type.toLowerCase(Locale.ROOT).indexOf("charset=");
    return type == null || at < 0 ? encoding : type.substring(at + 8).replace("\"", "").trim();
  }

  @Override
  public void setLocale(Locale locale) {}

  @Override
  public void setContentLength(int length) {}

  @Override
  public void setContentLengthLong(long length) {}

  @Override
  public ServletOutputStream getOutputStream() {
    return nowhere;
  }

  @Override
  public PrintWriter getWriter() {
    return new PrintWriter(
        new OutputStreamWriter(nowhere, Charset.forName(getCharacterEncoding())));
  }

  @Override
  public void flushBuffer() {
    committed = true;
  }

  @Override
  public boolean isCommitted() {
    return committed;
  }

  @Override
  public void resetBuffer() {}

  @Override
  public void reset() {
    headers = Headers.EMPTY;
    status = SC_OK;
  }

  private final class Nowhere extends ServletOutputStream {

    @Override
    public void write(int value) {}

    @Override
    public void write(byte[] bytes, int offset, int length) {}

    @Override
    public void flush() {
      committed = true;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      try {
        listener.onWritePossible();
      } catch (IOException e) {
        listener.onError(e);
      }
    }
  }
}
