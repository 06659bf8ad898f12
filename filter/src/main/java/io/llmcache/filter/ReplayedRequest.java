package io.llmcache.filter;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.llmcache.filter.io.AsyncEnding;
import io.llmcache.filter.io.RequestBody;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/** A request whose body was read before, for the application to read as if it were not. */
final class ReplayedRequest extends HttpServletRequestWrapper {

  private final RequestBody body;
  private final HttpServletResponse response;
  private final @Nullable Tee tee;
  private volatile boolean wentAsync;
  private @Nullable ServletInputStream stream;
  private @Nullable BufferedReader reader;

  /**
   * @param response what the application writes to; also where it asks for it asynchronously
   * @param tee ends with the request, if that turns asynchronous; null: nothing is recorded
   */
  ReplayedRequest(
      HttpServletRequest request,
      RequestBody body,
      HttpServletResponse response,
      @Nullable Tee tee) {
    super(request);
    this.body = body;
    this.response = response;
    this.tee = tee;
  }

  @Override
  public ServletInputStream getInputStream() throws IOException {
    if (reader != null) {
      throw new IllegalStateException("getReader was called");
    }
    return stream();
  }

  @Override
  public BufferedReader getReader() throws IOException {
    if (reader == null) {
      if (stream != null) {
        throw new IllegalStateException("getInputStream was called");
      }
      String encoding = getCharacterEncoding();
      reader =
          new BufferedReader(
              new InputStreamReader(
                  stream(), encoding == null ? ISO_8859_1 : Charset.forName(encoding)));
    }
    return reader;
  }

  private ServletInputStream stream() throws IOException {
    if (stream == null) {
      stream =
          new ReplayStream(
              body, super.getInputStream(), work -> getRequest().getAsyncContext().start(work));
    }
    return stream;
  }

  /** As an application expects it that knows of no wrappers: with what it was given. */
  @Override
  public AsyncContext startAsync() {
    return startAsync(this, response);
  }

  @Override
  public AsyncContext startAsync(ServletRequest given, ServletResponse givenResponse) {
    AsyncContext started = super.startAsync(given, givenResponse);
    if (tee != null && !wentAsync) {
      started.addListener(new AsyncEnding(tee::end, tee::fail));
      tee.wentAsync();
    }
    wentAsync = true;
    return started;
  }

  /** Whether the answer does not end when the application returns. */
  boolean wentAsync() {
    return wentAsync;
  }
}
