package io.llmcache.filter.support;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcache.exchange.Headers;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An HTTP/1.1 client that sends what it is told, byte by byte, and sees how a body ended. */
public final class RawClient implements AutoCloseable {

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  /** Connected, with a small receive buffer where {@code window} is positive. */
  public RawClient(int port, int window) throws IOException {
    socket = new Socket();
    if (window > 0) {
      socket.setReceiveBufferSize(window);
    }
    socket.connect(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    socket.setSoTimeout(20_000);
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream());
    out = socket.getOutputStream();
  }

  public RawClient(int port) throws IOException {
    this(port, 0);
  }

  /** How a body ended. */
  public enum End {
    /** As HTTP wants it. */
    WHOLE,
    /** The connection closed before. */
    CUT
  }

  /** Status and fields. */
  public record Head(int status, Headers headers) {}

  /** A whole answer, or what came of it. */
  public record Answer(int status, Headers headers, byte[] body, End end) {

    public String text() {
      return new String(body, UTF_8);
    }
  }

  /** Sends the text as it is; line ends are written as LF here and sent as CRLF. */
  public RawClient send(String head) throws IOException {
    return send(head.replace("\n", "\r\n").getBytes(ISO_8859_1));
  }

  public RawClient send(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
    return this;
  }

  /** A POST of JSON. */
  public RawClient post(String path, String more, byte[] body) throws IOException {
    send(
        "POST %s HTTP/1.1\nHost: test\nContent-Type: application/json\nContent-Length: %d\n%s\n"
            .formatted(path, body.length, more));
    return send(body);
  }

  /** The head, once it is here. Answers with 1xx are left out. */
  public Head head() throws IOException {
    while (true) {
      String status = line();
      Map<String, List<String>> fields = new LinkedHashMap<>();
      for (String line = line(); !line.isEmpty(); line = line()) {
        int colon = line.indexOf(':');
        fields
            .computeIfAbsent(line.substring(0, colon), name -> new ArrayList<>())
            .add(line.substring(colon + 1).trim());
      }
      int code = Integer.parseInt(status.split(" ")[1]);
      if (code >= 200) {
        return new Head(code, Headers.of(fields));
      }
    }
  }

  /** The status of an answer with 1xx. */
  public int interim() throws IOException {
    int code = Integer.parseInt(line().split(" ")[1]);
    while (!line().isEmpty()) {
      continue;
    }
    return code;
  }

  /** Reads an answer to its end. */
  public Answer answer() throws IOException {
    return rest(head(), true);
  }

  /** Reads the answer to a HEAD request. */
  public Answer answerToHead() throws IOException {
    return rest(head(), false);
  }

  /** Reads the body behind a head. */
  public Answer rest(Head head, boolean bodied) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    End end;
    String length = head.headers().first("Content-Length");
    if (!bodied || head.status() == 204 || head.status() == 304) {
      end = End.WHOLE;
    } else if (head.headers().first("Transfer-Encoding") != null) {
      end = chunked(body);
    } else if (length != null) {
      byte[] bytes = in.readNBytes(Integer.parseInt(length));
      body.writeBytes(bytes);
      end = bytes.length == Integer.parseInt(length) ? End.WHOLE : End.CUT;
    } else {
      body.writeBytes(in.readAllBytes());
      end = End.WHOLE;
    }
    return new Answer(head.status(), head.headers(), body.toByteArray(), end);
  }

  /** One chunk of a chunked body; empty at its end, null where the connection closed. */
  public byte[] chunk() throws IOException {
    try {
      String size = line();
      if (size.isEmpty()) {
        // the line end of the chunk before, which some servers send with the next one
        size = line();
      }
      byte[] bytes = in.readNBytes(Integer.parseInt(size.trim(), 16));
      if (bytes.length == 0) {
        line();
      }
      return bytes.length == Integer.parseInt(size.trim(), 16) ? bytes : null;
    } catch (SocketTimeoutException e) {
      throw e;
    } catch (IOException e) {
      return null;
    }
  }

  private End chunked(ByteArrayOutputStream body) throws IOException {
    while (true) {
      byte[] chunk = chunk();
      if (chunk == null) {
        return End.CUT;
      }
      if (chunk.length == 0) {
        return End.WHOLE;
      }
      body.writeBytes(chunk);
    }
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("the connection closed");
      }
      line.write(c);
    }
    return line.toString(ISO_8859_1).replaceAll("\r$", "");
  }

  /** Goes away with a reset. */
  public void abort() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
