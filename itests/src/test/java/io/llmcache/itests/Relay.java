package io.llmcache.itests;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;

/**
 * A TCP address that is known before the upstream that it leads to: for deployments that outlive
 * the upstream of one test. Where the upstream refuses connections this does, too.
 */
final class Relay implements AutoCloseable {

  private final ServerSocket server;

  private Relay(ServerSocket server) {
    this.server = server;
  }

  static Relay open() {
    try {
      return new Relay(new ServerSocket(0, 100, InetAddress.getLoopbackAddress()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  /** Begins to relay, once and for all, to this host and port. */
  void leadTo(URI upstream) {
    try {
      connect(upstream).close();
      daemon(() -> acceptAll(upstream));
    } catch (IOException e) {
      close();
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Socket connect(URI upstream) throws IOException {
    return new Socket(upstream.getHost(), upstream.getPort());
  }

  private void acceptAll(URI upstream) {
    try {
      while (true) {
        relay(server.accept(), upstream);
      }
    } catch (IOException e) {
      // closed: the test class is over
    }
  }

  private static void relay(Socket client, URI upstream) throws IOException {
    try {
      Socket server = connect(upstream);
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      daemon(() -> copy(client, server));
      daemon(() -> copy(server, client));
    } catch (IOException e) {
      client.close();
    }
  }

  /** The end of either direction ends both. */
  private static void copy(Socket from, Socket to) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      in.transferTo(out);
    } catch (IOException e) {
      // either side has gone, and the other one is told by the close
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "relay");
    thread.setDaemon(true);
    thread.start();
  }
}
