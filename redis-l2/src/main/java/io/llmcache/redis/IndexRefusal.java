package io.llmcache.redis;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisDataException;

/** Reads why the server refuses a command on an index, and tells an administrator once. */
final class IndexRefusal {

  /** What a refusal means. */
  enum Kind {
    /** Somebody else created it: good. */
    EXISTS,
    /** It was dropped, or is not there yet. */
    MISSING,
    /** The server does not know numbers of two bytes. */
    FORMAT,
    /** The server has no search at all. */
    NO_SEARCH,
    /** The user may not search. */
    NO_RIGHT,
    /** The server is one of a cluster, where an index sees only its own node's entries. */
    CLUSTER,
    /** Anything else may mend itself. */
    OTHER
  }

  private final RedisServer server;
  private final Consumer<String> warn;
  private final AtomicBoolean said = new AtomicBoolean();

  IndexRefusal(RedisServer server, Consumer<String> warn) {
    this.server = server;
    this.warn = warn;
  }

  static Kind of(@Nullable Throwable failure) {
    if (!(failure instanceof JedisDataException)) {
      return Kind.OTHER;
    }
    String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
    if (message.contains("already exists")) {
      return Kind.EXISTS;
    } else if (message.contains("unknown index name") || message.contains("no such index")) {
      return Kind.MISSING;
    } else if (message.contains("vector similarity") && message.contains("type")) {
      return Kind.FORMAT;
    } else if (message.contains("unknown command")) {
      return Kind.NO_SEARCH;
    } else if (message.startsWith("noperm") || message.contains("has no permissions to run")) {
      return Kind.NO_RIGHT;
    } else if (message.matches("(moved|ask|clusterdown|crossslot)\\b.*")) {
      return Kind.CLUSTER;
    }
    return Kind.OTHER;
  }

  /** Whether there is no use in asking again; the reason is told the first time. */
  boolean isFinal(@Nullable Throwable failure) {
    return tell(of(failure));
  }

  /** The same for a kind that is known. */
  boolean tell(Kind kind) {
    String sentence = sentence(kind);
    if (sentence != null && said.compareAndSet(false, true)) {
      warn.accept(sentence);
    }
    return sentence != null;
  }

  private @Nullable String sentence(Kind kind) {
    return switch (kind) {
      case NO_SEARCH ->
          "Redis at %s has no search, so answers that other nodes stored are not found by meaning. Use Redis Stack, or Redis 8 or later."
              .formatted(server);
      case NO_RIGHT ->
          "The user of Redis at %s may not use search, so answers that other nodes stored are not found by meaning. Add +ft.create +ft.search to its rights."
              .formatted(server);
      case CLUSTER ->
          "Redis at %s is a cluster or a node of one, in which an index sees only a part of the entries, so answers that other nodes stored are not found by meaning. Use a single Redis Stack, or Redis 8 or later, with replicas if need be."
              .formatted(server);
      default -> null;
    };
  }
}
