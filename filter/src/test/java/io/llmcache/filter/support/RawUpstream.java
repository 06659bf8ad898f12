package io.llmcache.filter.support;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A server that hands each connection to the test, for what no sound server would say. */
public final class RawUpstream implements AutoCloseable {

  private final ServerSocket server;

  /** What happens on one connection. */
  public interface Connection {
    void serve(InputStream in, OutputStream out) throws IOException;
  }

  public RawUpstream(Connection connection) {
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    daemon(
        () -> {
          while (true) {
            Socket socket = server.accept();
            daemon(
                () -> {
                  try (socket) {
                    connection.serve(
                        new BufferedInputStream(socket.getInputStream()), socket.getOutputStream());
                  }
                });
          }
        });
  }

  /** Answers requests without a body with these bytes in turn; line ends are written as LF here. */
  public static RawUpstream saying(String... answers) {
    Queue<String> left = new ConcurrentLinkedQueue<>(List.of(answers));
    return new RawUpstream(
        (in, out) -> {
          while (!left.isEmpty()) {
            skipHead(in);
            out.write(String.valueOf(left.poll()).replace("\n", "\r\n").getBytes(ISO_8859_1));
            out.flush();
          }
        });
  }

  /** Reads up to the empty line behind a head; its Content-Length, or 0. */
  public static long skipHead(InputStream in) throws IOException {
    long length = 0;
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0; c = in.read()) {
      if (c != '\n') {
        line.append((char) c);
        continue;
      }
      String text = line.toString().trim();
      line.setLength(0);
      if (text.isEmpty()) {
        return length;
      }
      if (text.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:")) {
        length = Long.parseLong(text.substring(15).trim());
      }
    }
    throw new IOException("the client left");
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private static void daemon(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                // the other side left, or the test is over
              }
            },
            "raw-upstream");
    thread.setDaemon(true);
    thread.start();
  }

  private interface Work {
    void run() throws IOException;
  }
}
