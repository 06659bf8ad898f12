package io.llmcache.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A line to a server that holds back each piece of an answer for a while. */
final class SlowLine implements AutoCloseable {

  private final ServerSocket here;
  private final URI server;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile Duration delay = Duration.ZERO;

  SlowLine(URI server) {
    this.server = server;
    try {
      here = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    daemon(this::accept);
  }

  URI url() {
    return URI.create("redis://127.0.0.1:" + here.getLocalPort());
  }

  void delay(Duration each) {
    delay = each;
  }

  private void accept() {
    try {
      while (true) {
        Socket near = here.accept();
        Socket far = new Socket(server.getHost(), server.getPort());
        open.add(near);
        open.add(far);
        daemon(() -> pump(near, far, false));
        daemon(() -> pump(far, near, true));
      }
    } catch (IOException e) {
      // closed: the test is over
    }
  }

  private void pump(Socket from, Socket to, boolean answers) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] piece = new byte[1 << 16];
      for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
        if (answers && closed.await(delay.toMillis(), TimeUnit.MILLISECONDS)) {
          return;
        }
        out.write(piece, 0, count);
      }
    } catch (IOException e) {
      // one of the two has hung up
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "slow-line");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      here.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
