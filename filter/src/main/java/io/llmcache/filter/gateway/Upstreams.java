package io.llmcache.filter.gateway;

import io.llmcache.settings.Settings;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The HTTP client of the gateway with its threads, whose number does not depend on that of the
 * calls. Thread-safe.
 */
final class Upstreams implements AutoCloseable {

  /**
   * Nothing that runs there blocks, but a look-up in the name service: hence more than the cores.
   */
  private static final int THREADS = Math.max(4, 2 * Runtime.getRuntime().availableProcessors());

  /** So much later than it should an idle call is broken off, at most. */
  private static final Duration LONGEST_ROUND = Duration.ofSeconds(1);

  private final Settings.Gateway settings;
  private final ThreadPoolExecutor threads;
  private final ScheduledThreadPoolExecutor timer;
  private final Rounds idleRounds;
  private final HttpClient client;
  private final Set<UpstreamCall> running = ConcurrentHashMap.newKeySet();

  Upstreams(Settings.Gateway settings) {
    this.settings = settings;
    this.threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            daemons("llmcache-gateway-"));
    threads.allowCoreThreadTimeOut(true);
    this.timer = new ScheduledThreadPoolExecutor(1, daemons("llmcache-gateway-timer-"));
    this.idleRounds =
        new Rounds(
            timer,
            shorterOf(settings.idleTimeout().dividedBy(16), LONGEST_ROUND),
            () -> running.forEach(UpstreamCall::check),
            () -> !running.isEmpty());
    this.client =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(settings.connectTimeout())
            .executor(threads)
            .build();
  }

  HttpClient client() {
    return client;
  }

  IdleWatch idleWatch() {
    return new IdleWatch(settings.idleTimeout());
  }

  /** Whether the host may be called: asked for each call, since names can come to mean another. */
  boolean mayCall(String host) {
    return settings.allowLinkLocal() || !ForbiddenAddresses.reachedBy(host);
  }

  void began(UpstreamCall call) {
    running.add(call);
    idleRounds.needed();
  }

  void ended(UpstreamCall call) {
    running.remove(call);
  }

  /** Breaks off all calls. */
  @Override
  public void close() {
    running.forEach(call -> call.abort(new CancellationException("the gateway is shut down")));
    timer.shutdownNow();
    threads.shutdown();
  }

  private static Duration shorterOf(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static ThreadFactory daemons(String prefix) {
    AtomicInteger number = new AtomicInteger();
    ClassLoader deployment = Upstreams.class.getClassLoader();
    return task -> {
      Thread thread = new Thread(null, task, prefix + number.incrementAndGet(), 0, false);
      thread.setDaemon(true);
      thread.setContextClassLoader(deployment);
      return thread;
    };
  }
}
