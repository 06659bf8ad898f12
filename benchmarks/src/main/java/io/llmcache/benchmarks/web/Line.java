package io.llmcache.benchmarks.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;

/**
 * One connection over which one request after another goes (HTTP/1.1, kept alive). Knows just
 * enough of HTTP to find a response's end, so that it costs both sides of a comparison the same and
 * little. Blocks; for one thread.
 */
final class Line implements AutoCloseable {

  private static final int TIMEOUT_MILLIS = 60_000;
  private static final byte[] LENGTH = "\r\ncontent-length:".getBytes(ISO_8859_1);
  private static final byte[] CHUNKED = "\r\ntransfer-encoding: chunked".getBytes(ISO_8859_1);

  private final URI server;
  private Socket socket;
  private InputStream in;
  private OutputStream out;
  private byte[] buffer = new byte[64 << 10];
  private int from;
  private int filled;
  private int bodyFrom;
  private int bodyTo;
  private boolean chunked;
  private long firstByteNanos;

  Line(URI server) throws IOException {
    this.server = server;
    this.socket = connected(server);
    this.in = socket.getInputStream();
    this.out = socket.getOutputStream();
  }

  private static Socket connected(URI server) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.getPort());
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    return socket;
  }

  /** A POST of JSON, to be sent as often as wanted. */
  static byte[] post(String path, byte[] body, String... fields) {
    StringBuilder head = new StringBuilder("POST " + path + " HTTP/1.1\r\n");
    head.append("Host: 127.0.0.1\r\nContent-Type: application/json\r\n");
    for (String field : fields) {
      head.append(field).append("\r\n");
    }
    byte[] bytes =
        head.append("Content-Length: " + body.length + "\r\n\r\n").toString().getBytes(ISO_8859_1);
    byte[] request = Arrays.copyOf(bytes, bytes.length + body.length);
    System.arraycopy(body, 0, request, bytes.length, body.length);
    return request;
  }

  /**
   * Sends the request and reads the whole response.
   *
   * @throws IOException also where its status is not 200
   */
  void exchange(byte[] request) throws IOException {
    try {
      send(request);
      receive();
    } catch (EOFException | SocketException e) {
      if (filled > from) {
        throw e;
      }
      // a server may close a connection that was idle while another was measured
      reopen();
      send(request);
      receive();
    }
  }

  private void reopen() throws IOException {
    socket.close();
    socket = connected(server);
    in = socket.getInputStream();
    out = socket.getOutputStream();
    from = 0;
    filled = 0;
  }

  void send(byte[] request) throws IOException {
    out.write(request);
  }

  void receive() throws IOException {
    System.arraycopy(buffer, from, buffer, 0, filled - from);
    filled -= from;
    from = 0;
    int end = 0;
    do {
      more();
      end = headEnd(end);
    } while (end < 0);
    firstByteNanos = filled > end ? System.nanoTime() : 0;
    long length = length(end);
    chunked = length < 0;
    bodyFrom = end;
    if (chunked) {
      readChunks(end);
    } else {
      while (filled < end + length) {
        more();
      }
      firstByte();
      bodyTo = end + (int) length;
    }
    from = bodyTo;
    if (buffer[9] != '2' || buffer[10] != '0' || buffer[11] != '0') {
      throw new IOException(head() + text());
    }
  }

  /** The head of the last response. */
  String head() {
    return new String(buffer, 0, bodyFrom, ISO_8859_1);
  }

  /** {@link System#nanoTime} when the first byte of the last response's body was there. */
  long firstByteNanos() {
    return firstByteNanos;
  }

  /** The body of the last response. */
  String text() {
    String raw = new String(buffer, bodyFrom, bodyTo - bodyFrom, ISO_8859_1);
    if (!chunked) {
      return raw;
    }
    StringBuilder text = new StringBuilder();
    int at = 0;
    while (true) {
      int line = raw.indexOf("\r\n", at);
      int size = Integer.parseInt(raw.substring(at, line).trim(), 16);
      if (size == 0) {
        return text.toString();
      }
      text.append(raw, line + 2, line + 2 + size);
      at = line + 2 + size + 2;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private void readChunks(int start) throws IOException {
    int at = start;
    while (true) {
      int size = 0;
      int digit;
      while ((digit = Character.digit(at(at++), 16)) >= 0) {
        size = size * 16 + digit;
      }
      while (at(at - 1) != '\n') {
        at++;
      }
      at += size + 2;
      at(at - 1);
      firstByte();
      if (size == 0) {
        bodyTo = at;
        return;
      }
    }
  }

  private void firstByte() {
    if (firstByteNanos == 0) {
      firstByteNanos = System.nanoTime();
    }
  }

  /** Reads on until the byte is there. */
  private byte at(int index) throws IOException {
    while (filled <= index) {
      more();
    }
    return buffer[index];
  }

  private void more() throws IOException {
    if (filled == buffer.length) {
      buffer = Arrays.copyOf(buffer, 2 * buffer.length);
    }
    int count = in.read(buffer, filled, buffer.length - filled);
    if (count < 0) {
      throw new EOFException("the server closed the connection");
    }
    filled += count;
  }

  private int headEnd(int from) {
    for (int i = Math.max(3, from); i < filled; i++) {
      if (buffer[i] == '\n' && buffer[i - 2] == '\n') {
        return i + 1;
      }
    }
    return -1;
  }

  /** Negative where it is chunked. */
  private long length(int end) throws IOException {
    int at = find(LENGTH, end);
    if (at < 0) {
      if (find(CHUNKED, end) < 0) {
        throw new IOException("no length: " + new String(buffer, 0, end, ISO_8859_1));
      }
      return -1;
    }
    int line = at;
    while (buffer[line] != '\r') {
      line++;
    }
    return Long.parseLong(new String(buffer, at, line - at, ISO_8859_1).trim());
  }

  /** Behind a field's name; the pattern is in lower case. */
  private int find(byte[] pattern, int end) {
    for (int i = 0; i + pattern.length <= end; i++) {
      int k = 0;
      while (k < pattern.length && lower(buffer[i + k]) == pattern[k]) {
        k++;
      }
      if (k == pattern.length) {
        return i + k;
      }
    }
    return -1;
  }

  private static byte lower(byte letter) {
    return letter >= 'A' && letter <= 'Z' ? (byte) (letter + 32) : letter;
  }

  /** The value of {@code Cache-Status} of the last response, or empty. */
  String cacheStatus() {
    for (String line : head().split("\r\n")) {
      if (line.toLowerCase(Locale.ROOT).startsWith("cache-status:")) {
        return line.substring("cache-status:".length()).trim();
      }
    }
    return "";
  }
}
