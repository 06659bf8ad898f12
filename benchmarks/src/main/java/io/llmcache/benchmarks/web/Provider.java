package io.llmcache.benchmarks.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A provider that answers chat requests as it is told, after the time it is told: plain sockets, a
 * thread for each connection, connections kept alive.
 */
final class Provider implements AutoCloseable {

  private static final int BACKLOG = 1_024;

  private final ServerSocket socket;
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private final AtomicInteger calls = new AtomicInteger();
  private volatile Behaviour behaviour;

  /** What it says to a request's body. Blocks as long as the provider is to think. */
  interface Behaviour {

    Answer to(byte[] request) throws InterruptedException;
  }

  /**
   * An answer.
   *
   * @param type of its content
   * @param parts sent one by one, each flushed
   */
  record Answer(String type, byte[]... parts) {

    static Answer whole(byte[] json) {
      return new Answer("application/json", json);
    }

    static Answer events(byte[]... events) {
      return new Answer("text/event-stream", events);
    }
  }

  private Provider(ServerSocket socket, Behaviour behaviour) {
    this.socket = socket;
    this.behaviour = behaviour;
  }

  static Provider start(Behaviour behaviour) throws IOException {
    Provider provider =
        new Provider(new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress()), behaviour);
    provider.thread(provider::accept);
    return provider;
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort());
  }

  void behave(Behaviour wanted) {
    behaviour = wanted;
  }

  /** How many requests it has had. */
  int calls() {
    return calls.get();
  }

  @Override
  public void close() throws IOException {
    socket.close();
    for (Socket connection : connections) {
      connection.close();
    }
  }

  /** Waits this long; for a behaviour. */
  static void think(long nanos) {
    long end = System.nanoTime() + nanos;
    for (long left = nanos; left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  private void thread(Runnable task) {
    Thread thread = new Thread(task, "provider");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket connection = socket.accept();
        connection.setTcpNoDelay(true);
        connections.add(connection);
        thread(() -> serve(connection));
      }
    } catch (IOException e) {
      if (!socket.isClosed()) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      InputStream in = new BufferedInputStream(connection.getInputStream(), 16 << 10);
      OutputStream out = connection.getOutputStream();
      for (byte[] body = read(in); body != null; body = read(in)) {
        calls.incrementAndGet();
        write(out, behaviour.to(body));
      }
    } catch (IOException e) {
      // the other side has gone, or this one is closed
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      connections.remove(connection);
    }
  }

  private static void write(OutputStream out, Answer answer) throws IOException {
    String head =
        "HTTP/1.1 200 OK\r\nContent-Type: "
            + answer.type()
            + (answer.parts().length == 1
                ? "\r\nContent-Length: " + answer.parts()[0].length
                : "\r\nTransfer-Encoding: chunked")
            + "\r\n\r\n";
    if (answer.parts().length == 1) {
      out.write(joined(head.getBytes(ISO_8859_1), answer.parts()[0], new byte[0]));
      return;
    }
    out.write(head.getBytes(ISO_8859_1));
    for (byte[] part : answer.parts()) {
      byte[] size = (Integer.toHexString(part.length) + "\r\n").getBytes(ISO_8859_1);
      out.write(joined(size, part, "\r\n".getBytes(ISO_8859_1)));
    }
    out.write("0\r\n\r\n".getBytes(ISO_8859_1));
  }

  private static byte[] joined(byte[] first, byte[] second, byte[] third) {
    byte[] all = Arrays.copyOf(first, first.length + second.length + third.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    System.arraycopy(third, 0, all, first.length + second.length, third.length);
    return all;
  }

  /** The next request's body; null at the end of the connection. */
  private static byte @Nullable [] read(InputStream in) throws IOException {
    String line = line(in);
    if (line == null) {
      return null;
    }
    int length = 0;
    while (line != null && !line.isEmpty()) {
      String lower = line.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Integer.parseInt(lower.substring("content-length:".length()).trim());
      } else if (lower.startsWith("transfer-encoding:")) {
        throw new IOException("a request in chunks is not known here");
      }
      line = line(in);
    }
    return in.readNBytes(length);
  }

  private static @Nullable String line(InputStream in) throws IOException {
    byte[] line = new byte[256];
    int length = 0;
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        return null;
      }
      if (length == line.length) {
        line = Arrays.copyOf(line, 2 * length);
      }
      line[length++] = (byte) c;
    }
    return new String(line, 0, Math.max(0, length - 1), UTF_8);
  }
}
