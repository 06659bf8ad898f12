package io.llmcache.itests;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * A network between a client and a server that can be cut: then nothing gets through, and nobody is
 * told. Once it is healed, connections from before are reset.
 */
final class NodeRelay implements AutoCloseable {

  private final ServerSocket server;
  private final String host;
  private final int port;
  private boolean cut;

  private NodeRelay(ServerSocket server, String host, int port) {
    this.server = server;
    this.host = host;
    this.port = port;
  }

  static NodeRelay to(String host, int port) {
    try {
      NodeRelay relay =
          new NodeRelay(new ServerSocket(0, 100, InetAddress.getLoopbackAddress()), host, port);
      daemon(relay::acceptAll);
      return relay;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return server.getLocalPort();
  }

  synchronized void cut() {
    cut = true;
  }

  synchronized void heal() {
    cut = false;
    notifyAll();
  }

  @Override
  public void close() {
    heal();
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the network was whole; if not, returns when it is again. */
  private synchronized boolean passes() {
    boolean whole = !cut;
    while (cut) {
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return whole;
  }

  private void acceptAll() {
    try {
      while (true) {
        Socket client = server.accept();
        daemon(() -> relay(client));
      }
    } catch (IOException e) {
      // closed: the test class is over
    }
  }

  private void relay(Socket client) {
    try (client) {
      if (passes()) {
        try (Socket upstream = new Socket(host, port)) {
          client.setTcpNoDelay(true);
          upstream.setTcpNoDelay(true);
          daemon(() -> copy(upstream, client));
          copy(client, upstream);
        }
      }
    } catch (IOException e) {
      // either side has gone
    }
  }

  /** The end of either direction ends both. */
  private void copy(Socket from, Socket to) {
    byte[] buffer = new byte[8_192];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0 && passes(); read = in.read(buffer)) {
        out.write(buffer, 0, read);
      }
    } catch (IOException e) {
      // either side has gone, and the other one is told by the close
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "node-relay");
    thread.setDaemon(true);
    thread.start();
  }
}
