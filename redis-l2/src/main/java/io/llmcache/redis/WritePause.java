package io.llmcache.redis;

import io.llmcache.settings.SettingKey;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * Sends no answers for a while to a server that takes no writes: it is read all the same. Epochs
 * are none of this, they must be tried. An administrator is told once of each reason. Thread-safe.
 */
final class WritePause {

  static final Duration LENGTH = Duration.ofSeconds(2);

  /** Why a server takes no writes. */
  enum Reason {
    FULL(
        "OOM",
        "is full and evicts nothing",
        "Set maxmemory-policy volatile-lru, or a larger maxmemory."),
    READ_ONLY(
        "READONLY",
        "is a read-only replica",
        "Let " + SettingKey.REDIS_URL.key() + " name the master, or the sentinels."),
    UNSAVED("MISCONF", "cannot save to its disk", "See its log; writes go on once it can save."),
    FEW_REPLICAS("NOREPLICAS", "has fewer replicas than it asks for", "See min-replicas-to-write.");

    private final String code;
    private final String state;
    private final String remedy;

    Reason(String code, String state, String remedy) {
      this.code = code;
      this.state = state;
      this.remedy = remedy;
    }

    /** Null: for another reason. Some versions put words of their own before a script's error. */
    static @Nullable Reason of(Throwable failure) {
      String message = String.valueOf(failure.getMessage());
      for (Reason reason : values()) {
        if (failure instanceof JedisDataException
            && (message.startsWith(reason.code + " ")
                || message.contains("-" + reason.code + " "))) {
          return reason;
        }
      }
      return null;
    }
  }

  private final RedisServer server;
  private final RedisCalls calls;
  private final Consumer<String> warn;
  private final LongSupplier nanoTime;
  private final Set<Reason> said = EnumSet.noneOf(Reason.class);
  private @Nullable Reason refused;
  private long since;

  /**
   * @param nanoTime as of System.nanoTime
   */
  WritePause(RedisServer server, RedisCalls calls, Consumer<String> warn, LongSupplier nanoTime) {
    this.server = server;
    this.calls = calls;
    this.warn = warn;
    this.nanoTime = nanoTime;
  }

  /** Calls the server, or fails at once during a pause. */
  <T extends @Nullable Object> CompletionStage<T> call(Callable<T> write) {
    Reason reason = reason();
    return reason == null
        ? calls.call(write)
        : CompletableFuture.failedFuture(
            new IllegalStateException("no writes for a while: Redis " + reason.state));
  }

  private synchronized @Nullable Reason reason() {
    if (nanoTime.getAsLong() - since > LENGTH.toNanos()) {
      refused = null;
    }
    return refused;
  }

  /** A call failed so. Begins a pause if the server takes no writes; says whether it does not. */
  boolean failed(Exception failure) {
    Reason reason = Reason.of(failure);
    if (reason == null) {
      return false;
    }
    boolean isNew;
    synchronized (this) {
      refused = reason;
      since = nanoTime.getAsLong();
      isNew = said.add(reason);
    }
    if (isNew) {
      warn.accept(
          "Redis at %s %s, so new answers stay on their node and invalidations may not reach the others. What it has is still served. %s"
              .formatted(server, reason.state, reason.remedy));
    }
    return true;
  }
}
