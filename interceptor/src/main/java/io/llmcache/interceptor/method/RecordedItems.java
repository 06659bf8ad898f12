package io.llmcache.interceptor.method;

import io.llmcache.exchange.Lease;
import io.llmcache.exchange.MethodFraming;
import io.llmcache.exchange.MethodFraming.Kind;
import io.llmcache.exchange.Recording;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The items of a method's stream on their way to its caller. Kept once the caller took the last
 * one; one that stops before keeps nothing.
 */
final class RecordedItems extends Spliterators.AbstractSpliterator<@Nullable Object> {

  private final Spliterator<?> items;
  private final Results results;
  private final Lease lease;
  private final Duration age;
  private final int most;
  private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
  private long count;
  private boolean kept = true;

  /**
   * @param most bytes that are kept
   */
  RecordedItems(Spliterator<?> items, Results results, Lease lease, Duration age, int most) {
    super(items.estimateSize(), items.characteristics() & (ORDERED | DISTINCT | NONNULL));
    this.items = items;
    this.results = results;
    this.lease = lease;
    this.age = age;
    this.most = most;
  }

  @Override
  public boolean tryAdvance(Consumer<? super @Nullable Object> action) {
    boolean more;
    try {
      more =
          items.tryAdvance(
              item -> {
                note(item);
                action.accept(item);
              });
    } catch (RuntimeException | Error e) {
      drop();
      throw e;
    }
    if (!more) {
      end();
    }
    return more;
  }

  /** Before the caller has it, who may change it. */
  private void note(@Nullable Object item) {
    byte[] json = kept && results.keeps(item) ? results.json(item) : null;
    if (json == null) {
      drop();
      return;
    }
    lines.writeBytes(MethodFraming.line(Kind.ITEM, json));
    count++;
    if (lines.size() > most) {
      drop();
    }
  }

  private void drop() {
    kept = false;
    lines.reset();
    lease.close();
  }

  private void end() {
    if (kept) {
      kept = false;
      lines.writeBytes(Results.end(count));
      Recording recording = lease.reply(200, Results.headers("application/x-ndjson", age));
      recording.write(ByteBuffer.wrap(lines.toByteArray()));
      recording.end();
      lines.reset();
    }
    lease.close();
  }
}
