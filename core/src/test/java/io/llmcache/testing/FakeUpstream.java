package io.llmcache.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An HTTP/1.1 server on 127.0.0.1 that answers as the test says: requests take the answers of
 * {@link #next} in order, then {@link #always}. Each connection has a thread; connections are kept
 * alive.
 */
public final class FakeUpstream implements AutoCloseable {

  private final ServerSocket server;
  private final boolean remembers;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger connections = new AtomicInteger();
  private final List<SeenRequest> seen = new CopyOnWriteArrayList<>();
  private final Queue<UpstreamAnswer> queued = new ConcurrentLinkedQueue<>();
  private volatile UpstreamAnswer fallback =
      UpstreamAnswer.json(500, "{\"error\":{\"message\":\"the test gave no answer\"}}");

  private FakeUpstream(ServerSocket server, boolean remembers) {
    this.server = server;
    this.remembers = remembers;
  }

  /** A running server on a free port. */
  public static FakeUpstream start() {
    return start(true);
  }

  /** The same for more requests than fit into memory: it neither keeps nor counts them. */
  public static FakeUpstream startForgetful() {
    return start(false);
  }

  private static FakeUpstream start(boolean remembers) {
    try {
      FakeUpstream upstream =
          new FakeUpstream(new ServerSocket(0, 100, InetAddress.getLoopbackAddress()), remembers);
      daemon("fake-upstream", upstream::acceptAll);
      return upstream;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An address where nobody listens: connections are refused. */
  public static URI closedPort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code http://127.0.0.1:PORT}, without a path. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  /** Answers for the coming requests, one each. */
  public FakeUpstream next(UpstreamAnswer... answers) {
    queued.addAll(List.of(answers));
    return this;
  }

  /** The next request waits for the test. */
  public LiveAnswer nextLive() {
    LiveAnswer live = new LiveAnswer();
    next(live);
    return live;
  }

  /** The answer when none is queued. */
  public FakeUpstream always(UpstreamAnswer answer) {
    fallback = answer;
    return this;
  }

  /** All requests so far, in the order in which they were whole. */
  public List<SeenRequest> requests() {
    return List.copyOf(seen);
  }

  /** How many requests came so far. */
  public int count() {
    return seen.size();
  }

  /** The last request. */
  public SeenRequest last() {
    List<SeenRequest> all = requests();
    return all.get(all.size() - 1);
  }

  /** Waits until this many requests have come. */
  public void awaitCount(int count) {
    Waiting.until(() -> count() >= count, "fewer than " + count + " requests came: " + count());
  }

  /** How many TCP connections are open now. */
  public int openConnections() {
    return open.size();
  }

  /** Stops listening and cuts every connection. */
  @Override
  public void close() {
    try {
      server.close();
      for (Socket socket : new ArrayList<>(open)) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void acceptAll() {
    try {
      while (true) {
        Socket socket = server.accept();
        open.add(socket);
        int number = connections.incrementAndGet();
        daemon("fake-upstream-" + number, () -> serve(socket, number));
      }
    } catch (IOException e) {
      // closed: the test is over
    }
  }

  private void serve(Socket socket, int number) {
    try (socket) {
      socket.setTcpNoDelay(true);
      UpstreamConnection connection = new UpstreamConnection(socket, number);
      SeenRequest request = connection.read();
      while (request != null) {
        UpstreamAnswer answer = take();
        if (remembers) {
          seen.add(request);
        }
        answer.to(request, connection);
        request = connection.read();
      }
    } catch (IOException e) {
      // the client left, or the answer was a cut: the test sees it on the other side
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(socket);
    }
  }

  private UpstreamAnswer take() {
    UpstreamAnswer answer = queued.poll();
    return answer == null ? fallback : answer;
  }

  private static void daemon(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }
}
