package io.llmcache.redis;

import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Listens to the channels on which other nodes say that an epoch was raised, or a lease given back:
 * one daemon thread, one connection of its own, from the first listener on. When the connection is
 * lost it is made anew after a pause; since something may have been missed meanwhile, a new
 * subscription counts as news.
 */
final class EpochNews implements AutoCloseable {

  private static final long FIRST_PAUSE_MILLIS = 100;
  private static final long LONGEST_PAUSE_MILLIS = 5_000;

  /** A connection that was silent so long may be dead without a sign, so it is made anew. */
  private static final Duration SILENCE = Duration.ofSeconds(60);

  private final RedisServer server;
  private final RedisLink link;
  private final Duration timeout;
  private final String[] channels;
  private final String releases;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final List<Consumer<String>> releaseListeners = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private boolean started;
  private @Nullable Connection connection;
  private long pause = FIRST_PAUSE_MILLIS;

  /**
   * @param epochs channels of raised epochs
   * @param releases channel of leases given back; what was missed there is not told later
   */
  EpochNews(
      RedisServer server, RedisLink link, Duration timeout, List<String> epochs, String releases) {
    this.server = server;
    this.link = link;
    this.timeout = timeout;
    this.releases = releases;
    this.channels = Stream.concat(epochs.stream(), Stream.of(releases)).toArray(String[]::new);
  }

  /** From now on runs {@code changed} on this object's thread; what it throws is ignored. */
  void tell(Runnable changed) {
    listeners.add(changed);
    start();
  }

  /** The same with what is said of leases. */
  void hearReleases(Consumer<String> released) {
    releaseListeners.add(released);
    start();
  }

  private synchronized void start() {
    if (!started && !isClosed()) {
      started = true;
      RedisCalls.daemon(this::listen, "llmcache-redis-news").start();
    }
  }

  @Override
  public synchronized void close() {
    closed.countDown();
    disconnect();
  }

  private void listen() {
    while (!isClosed()) {
      try {
        subscribe();
      } catch (JedisException | ConnectException e) {
        // the store's own calls tell of a server that is away
      }
      pauseUnlessClosed();
    }
  }

  private void subscribe() throws ConnectException {
    HostAndPort at = link.newsServer();
    try (Connection fresh = new Connection(at, server.config(timeout, SILENCE))) {
      synchronized (this) {
        if (isClosed()) {
          return;
        }
        connection = fresh;
      }
      new Subscription().proceed(fresh, channels);
    } finally {
      synchronized (this) {
        connection = null;
      }
    }
  }

  private void pauseUnlessClosed() {
    try {
      if (!closed.await(pause, TimeUnit.MILLISECONDS)) {
        pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
      }
    } catch (InterruptedException e) {
      closed.countDown();
    }
  }

  private void disconnect() {
    if (connection != null) {
      try {
        connection.forceDisconnect();
      } catch (IOException e) {
        // then it is gone already
      }
    }
  }

  private boolean isClosed() {
    return closed.getCount() == 0;
  }

  private final class Subscription extends JedisPubSub {

    @Override
    public void onSubscribe(String channel, int count) {
      pause = FIRST_PAUSE_MILLIS;
      if (!channel.equals(releases)) {
        tellAll();
      }
    }

    @Override
    public void onMessage(String channel, String message) {
      if (channel.equals(releases)) {
        releaseListeners.forEach(listener -> run(() -> listener.accept(message)));
      } else {
        tellAll();
      }
    }

    private void tellAll() {
      listeners.forEach(this::run);
    }

    private void run(Runnable listener) {
      try {
        listener.run();
      } catch (RuntimeException e) {
        // one listener's fault is not the others'
      }
    }
  }
}
