package io.llmcache.interceptor.method;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcache.exchange.Headers;
import io.llmcache.exchange.Lease;
import io.llmcache.exchange.MethodFraming;
import io.llmcache.exchange.MethodFraming.Kind;
import io.llmcache.exchange.Recording;
import io.llmcache.exchange.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call's results on their way into replies and out of them. Nothing here reaches the caller.
 */
final class Results {

  static final String NOT_RESTORABLE = "not-restorable";
  static final String UNLESS = "unless";

  private final MethodCall call;
  private final ResultCodec codec;
  private final Complaints complaints;

  Results(MethodCall call, ResultCodec codec, Complaints complaints) {
    this.call = call;
    this.codec = codec;
    this.complaints = complaints;
  }

  /** The header fields of a reply that is as old as what it was made of. */
  static Headers headers(String type, Duration age) {
    // rounded up: nothing gets younger
    long seconds = age.plusMillis(999).toSeconds();
    return Headers.of("Content-Type", type).plus("Age", Long.toString(seconds));
  }

  /** Reports the value to the lease, which ends; to be kept if it can be. */
  void keep(Lease lease, Duration age, @Nullable Object value) {
    try (lease) {
      Recording recording = lease.reply(200, headers("application/json", age));
      recording.write(ByteBuffer.wrap(line(Kind.VALUE, value, keeps(value))));
      recording.end();
    } catch (RuntimeException e) {
      complain(e);
    }
  }

  private byte[] line(Kind kind, @Nullable Object value, boolean kept) {
    byte[] json = kept ? json(value) : null;
    return json == null ? withheld(kept ? NOT_RESTORABLE : UNLESS) : MethodFraming.line(kind, json);
  }

  static byte[] withheld(String why) {
    return MethodFraming.line(Kind.WITHHELD, ('"' + why + '"').getBytes(UTF_8));
  }

  static byte[] end(long items) {
    return MethodFraming.line(Kind.END, Long.toString(items).getBytes(UTF_8));
  }

  /** Null, and a line in the log, if the value would not come back as it is. */
  byte @Nullable [] json(@Nullable Object value) {
    try {
      return codec.toJson(value);
    } catch (NotRestorableException | RuntimeException | LinkageError | StackOverflowError e) {
      complaints.about(
          call,
          "a result is not kept, since it does not come back from JSON as it was. Return a record,"
              + " a class that JSON Binding reads and writes in full, or a collection of these",
          e);
      return null;
    }
  }

  /** One result of a reply, or null if it cannot be had from it. */
  @Nullable Restored value(Reply reply) {
    List<@Nullable Object> values = all(reply, Kind.VALUE);
    return values == null || values.size() != 1 ? null : new Restored(values.get(0));
  }

  /** All items of a reply that is whole, or null if they cannot be had from it. Blocks if live. */
  @Nullable List<@Nullable Object> items(Reply reply) {
    return all(reply, Kind.ITEM);
  }

  private @Nullable List<@Nullable Object> all(Reply reply, Kind kind) {
    List<@Nullable Object> values = new ArrayList<>();
    try (InputStream stream = reply.body().stream()) {
      byte[] body = stream.readAllBytes();
      boolean ended = false;
      for (int from = 0; from < body.length; ) {
        int to = indexOf(body, from);
        byte[] line = Arrays.copyOfRange(body, from, to);
        Kind its = MethodFraming.kindOf(line);
        if (its == kind && !ended) {
          values.add(codec.fromJson(MethodFraming.json(kind, line)));
        }
        ended = its == Kind.END || its == Kind.VALUE;
        from = to + 1;
      }
      return reply.status() == 200 && ended ? values : null;
    } catch (IOException
        | NotRestorableException
        | RuntimeException
        | LinkageError
        | StackOverflowError e) {
      complaints.about(call, "a stored answer could not be read, so the method is called", e);
      return null;
    }
  }

  private static int indexOf(byte[] body, int from) {
    int at = from;
    while (at < body.length && body[at] != '\n') {
      at++;
    }
    return at;
  }

  /** Something that was had, perhaps null. */
  record Restored(@Nullable Object value) {}

  /** One item of a running reply. */
  @Nullable Object item(byte[] json) throws NotRestorableException {
    try {
      return codec.fromJson(json);
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      throw new NotRestorableException("an item cannot be read", e);
    }
  }

  /** An answer was not kept, for a reason of the cache's own. */
  void complain(RuntimeException why) {
    complaints.about(call, "an answer was not kept", why);
  }

  /** Whether the value is to be kept; not if nobody can say. */
  boolean keeps(@Nullable Object value) {
    try {
      return codec.keeps(value);
    } catch (RuntimeException | LinkageError e) {
      complaints.about(call, "whether a result is to be kept could not be said", e);
      return false;
    }
  }
}
