package io.llmcache.testing;

import io.llmcache.exchange.Headers;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The HTTP/1.1 of one connection: reads requests, writes what an answer says. */
final class UpstreamConnection implements Wire {

  private final Socket socket;
  private final int number;
  private final InputStream in;
  private final OutputStream out;

  UpstreamConnection(Socket socket, int number) throws IOException {
    this.socket = socket;
    this.number = number;
    this.in = new BufferedInputStream(socket.getInputStream());
    this.out = new BufferedOutputStream(socket.getOutputStream());
  }

  /** The next request, or null when the client closed. */
  @Nullable SeenRequest read() throws IOException {
    String line = socket.isClosed() ? null : line();
    if (line == null || line.isEmpty()) {
      return null;
    }
    String[] parts = line.split(" ");
    Headers headers = headers();
    if ("100-continue".equalsIgnoreCase(headers.first("Expect"))) {
      writeText("HTTP/1.1 100 Continue\r\n\r\n");
      out.flush();
    }
    return new SeenRequest(parts[0], parts[1], headers, body(headers), number);
  }

  @Override
  public void whole(int status, Headers headers, byte[] body) throws IOException {
    start(status, headers.with("Content-Length", Integer.toString(body.length)));
    out.write(body);
    out.flush();
  }

  @Override
  public void head(int status, Headers headers) throws IOException {
    start(status, headers.with("Transfer-Encoding", "chunked"));
    out.flush();
  }

  @Override
  public void chunk(byte[] bytes) throws IOException {
    writeText(Integer.toHexString(bytes.length) + "\r\n");
    out.write(bytes);
    writeText("\r\n");
    out.flush();
  }

  @Override
  public void end() throws IOException {
    writeText("0\r\n\r\n");
    out.flush();
  }

  @Override
  public void cut() throws IOException {
    socket.close();
  }

  private void start(int status, Headers headers) throws IOException {
    StringBuilder text = new StringBuilder("HTTP/1.1 " + status + " Scripted\r\n");
    headers.forEach((name, value) -> text.append(name).append(": ").append(value).append("\r\n"));
    writeText(text.append("\r\n").toString());
  }

  private void writeText(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private Headers headers() throws IOException {
    Headers headers = Headers.EMPTY;
    for (String line = present(line()); !line.isEmpty(); line = present(line())) {
      int colon = line.indexOf(':');
      headers = headers.plus(line.substring(0, colon), line.substring(colon + 1).trim());
    }
    return headers;
  }

  private byte[] body(Headers headers) throws IOException {
    if ("chunked".equalsIgnoreCase(headers.first("Transfer-Encoding"))) {
      return chunkedBody();
    }
    String length = headers.first("Content-Length");
    return length == null ? new byte[0] : exactly(Integer.parseInt(length));
  }

  private byte[] chunkedBody() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      int size = Integer.parseInt(present(line()).split(";")[0].trim(), 16);
      body.write(exactly(size));
      line();
      if (size == 0) {
        return body.toByteArray();
      }
    }
  }

  private byte[] exactly(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the client left inside its request");
    }
    return bytes;
  }

  private static String present(@Nullable String line) throws IOException {
    if (line == null) {
      throw new EOFException("the client left inside its request");
    }
    return line;
  }

  /** A line without its CRLF, or null at the end. */
  private @Nullable String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0; b = in.read()) {
      if (b == '\n') {
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
      }
      line.write(b);
    }
    return line.size() == 0 ? null : line.toString(StandardCharsets.ISO_8859_1);
  }
}
