package io.llmcache.interceptor.method;

import io.llmcache.exchange.ChunkReader;
import io.llmcache.exchange.MethodFraming;
import io.llmcache.exchange.MethodFraming.Kind;
import io.llmcache.exchange.Recording;
import io.llmcache.exchange.ReplyBody;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The items of one stream of a method, for all callers that ask for it at a time. A stream has no
 * pace of its own: whoever wants the next item first has the method make it, on its own thread, and
 * the others find it here. So nobody waits for a caller that does not take its items. They are
 * recorded as they are made. Thread-safe.
 *
 * <p>An item that one caller has taken and another has not is held for that one.
 */
final class SharedItems {

  /** A stream that nobody has taken anything of for so long may have lost its connection. */
  static final Duration IDLE = Duration.ofSeconds(10);

  /** One item; null at first, before any. */
  private static final class Cell {
    private @Nullable Object own;
    private final byte @Nullable [] json;
    private volatile @Nullable Cell next;

    Cell(@Nullable Object own, byte @Nullable [] json) {
      this.own = own;
      this.json = json;
    }
  }

  /** What came of a wait for the first item. */
  enum Beginning {
    BEGUN,
    /** The stream failed: it is another's turn. */
    FAILED,
    /** There is nothing here for this caller. */
    NOT_SHARED
  }

  private final RunningStreams running;
  private final MethodCall call;
  private final Stream<?> stream;
  private final Spliterator<?> source;
  private final Results results;
  private final Recording recording;
  private final @Nullable ChunkReader seat;
  private final int most;
  private final LongSupplier nanoTime;

  /** Held by the thread on which the method makes an item. */
  private final ReentrantLock turn = new ReentrantLock();

  private Cell last = new Cell(null, null);
  private volatile @Nullable Cell first = last;
  private @Nullable Cell start = last;
  private volatile long lastTurn;
  private volatile boolean over;
  private volatile @Nullable Throwable failure;
  private volatile boolean records = true;
  private long count;
  private long bytes;
  private int places = 1;
  private boolean closing;

  /**
   * @param most bytes of items up to which newcomers may join
   */
  SharedItems(
      RunningStreams running,
      MethodCall call,
      Stream<?> stream,
      Spliterator<?> source,
      Results results,
      Recording recording,
      int most,
      LongSupplier nanoTime) {
    this.running = running;
    this.call = call;
    this.stream = stream;
    this.source = source;
    this.results = results;
    this.recording = recording;
    this.seat = recording.reply().body() instanceof ReplyBody.Live live ? live.open() : null;
    this.most = most;
    this.nanoTime = nanoTime;
    this.lastTurn = nanoTime.getAsLong();
  }

  /** The stream of the caller whose call it is; to close it closes the method's. */
  Stream<@Nullable Object> own() {
    Place place = new Place(Objects.requireNonNull(start, "only one caller has it"), true);
    // so that items go when all have passed them
    start = null;
    return place.stream(stream.isParallel());
  }

  /** Whether nobody has taken an item for so long that nobody can join: then it is given up. */
  boolean isForgotten() {
    boolean idle = isIdle(IDLE);
    if (idle) {
      giveUpIfIdle();
    }
    return idle;
  }

  /** The place of one caller more at the first item, or null if there is none to be had. */
  @Nullable Place join() {
    synchronized (this) {
      Cell from = first;
      if (from == null || places == 0) {
        return null;
      }
      places++;
      return new Place(from, false);
    }
  }

  boolean isIdle(Duration time) {
    return !turn.isLocked() && nanoTime.getAsLong() - lastTurn > time.toNanos();
  }

  private synchronized boolean isShared() {
    return places > 1;
  }

  /** Has the method make one item, or come to its end. */
  private void take() {
    try {
      if (!Calls.make(call, () -> source.tryAdvance(this::add))) {
        end(null);
      }
    } catch (Exception | Error e) {
      end(e);
    }
    lastTurn = nanoTime.getAsLong();
  }

  private void add(@Nullable Object item) {
    // before the caller has it, who may change it
    byte[] json = records || isShared() ? json(item) : null;
    if (records) {
      guarded(() -> note(json));
    }
    if (bytes > most) {
      first = null;
    }
    Cell cell = new Cell(item, json);
    last.next = cell;
    last = cell;
  }

  private byte @Nullable [] json(@Nullable Object item) {
    return results.keeps(item) ? results.json(item) : null;
  }

  private void note(byte @Nullable [] json) {
    if (json == null) {
      first = null;
      if (count == 0) {
        recording.write(ByteBuffer.wrap(Results.withheld(Results.NOT_RESTORABLE)));
        recording.end();
      }
      recordNoMore(new IllegalStateException("an item of the method cannot be given to others"));
      return;
    }
    byte[] line = MethodFraming.line(Kind.ITEM, json);
    write(line);
    count++;
    bytes += line.length;
  }

  private void write(byte[] line) {
    recording.write(ByteBuffer.wrap(line));
    ChunkReader mine = seat;
    // the callers have the items already
    while (mine != null && mine.poll() != null) {
      continue;
    }
  }

  /** What fails on the cache's side ends the recording, and nothing else. */
  private void guarded(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      results.complain(e);
      recordNoMore(e);
    }
  }

  private void recordNoMore(Throwable why) {
    if (records) {
      records = false;
      recording.fail(why);
    }
    first = null;
    if (seat != null) {
      seat.close();
    }
    running.ended(this);
  }

  private void end(@Nullable Throwable its) {
    if (its == null && records) {
      guarded(
          () -> {
            write(Results.end(count));
            recording.end();
          });
    }
    recordNoMore(its == null ? new CancellationException("the items ended") : its);
    failure = its;
    over = true;
  }

  /** Nobody takes the rest: so it is not kept, and nobody can join. */
  private void giveUp() {
    turn.lock();
    try {
      recordNoMore(new CancellationException("nobody takes the rest of the items"));
    } finally {
      turn.unlock();
    }
  }

  /** The same unless somebody takes an item now. */
  void giveUpIfIdle() {
    if (turn.tryLock()) {
      try {
        recordNoMore(new CancellationException("nobody has taken an item for long"));
      } finally {
        turn.unlock();
      }
    }
  }

  private void left(boolean closes) {
    boolean last;
    boolean ends;
    synchronized (this) {
      last = --places == 0;
      closing = closing || closes;
      ends = last && closing;
    }
    if (last) {
      giveUp();
    }
    if (ends) {
      stream.close();
    }
  }

  /** One caller's place among the items. For one thread at a time. */
  final class Place extends Spliterators.AbstractSpliterator<@Nullable Object> {

    private final boolean own;
    private Cell at;
    private @Nullable Object held;
    private boolean holds;
    private boolean gone;

    private Place(Cell at, boolean own) {
      super(
          own ? source.estimateSize() : Long.MAX_VALUE,
          source.characteristics() & (own ? ORDERED | DISTINCT | NONNULL : ORDERED));
      this.at = at;
      this.own = own;
    }

    Stream<@Nullable Object> stream(boolean parallel) {
      return StreamSupport.stream(this, parallel).onClose(this::close);
    }

    /**
     * Waits for the first item, and gives the place up unless it is there.
     *
     * @param longest how long another may take to have it made
     */
    Beginning begin(Duration longest) {
      Beginning beginning = first(longest);
      if (beginning != Beginning.BEGUN) {
        leave(false);
      }
      return beginning;
    }

    private Beginning first(Duration longest) {
      try {
        if (at.next == null) {
          if (!turn.tryLock(longest.toNanos(), TimeUnit.NANOSECONDS)) {
            return Beginning.NOT_SHARED;
          }
          try {
            takeUnlessThere();
          } finally {
            turn.unlock();
          }
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return Beginning.NOT_SHARED;
      }
      Cell next = at.next;
      if (next == null) {
        return failure == null ? Beginning.BEGUN : Beginning.FAILED;
      }
      try {
        held = copy(next);
        holds = true;
        return Beginning.BEGUN;
      } catch (NotRestorableException e) {
        return Beginning.NOT_SHARED;
      }
    }

    @Override
    public boolean tryAdvance(Consumer<? super @Nullable Object> action) {
      Cell next = next();
      if (next == null) {
        leave(false);
        rethrow(failure);
        return false;
      }
      Object item = taken(next);
      boolean well = false;
      try {
        action.accept(item);
        well = true;
      } finally {
        if (!well) {
          leave(false);
        }
      }
      return true;
    }

    private @Nullable Cell next() {
      if (at.next == null) {
        if (turn.isHeldByCurrentThread()) {
          throw new IllegalStateException(
              call.name() + " takes an item of its own stream while it makes one");
        }
        turn.lock();
        try {
          takeUnlessThere();
        } finally {
          turn.unlock();
        }
      }
      return at.next;
    }

    private void takeUnlessThere() {
      if (at.next == null && !over) {
        take();
      }
    }

    private @Nullable Object taken(Cell next) {
      at = next;
      if (own) {
        Object item = next.own;
        next.own = null;
        return item;
      }
      if (holds) {
        holds = false;
        Object item = held;
        held = null;
        return item;
      }
      try {
        return copy(next);
      } catch (NotRestorableException e) {
        leave(false);
        throw new IllegalStateException(
            "an item of "
                + call.name()
                + " cannot be given to a second caller. Have it return items that JSON Binding"
                + " reads and writes in full",
            e);
      }
    }

    private @Nullable Object copy(Cell cell) throws NotRestorableException {
      byte[] json = cell.json;
      if (json == null) {
        throw new NotRestorableException("it is not kept", null);
      }
      return results.item(json);
    }

    private void close() {
      if (own) {
        leave(true);
        return;
      }
      try {
        leave(false);
      } catch (RuntimeException e) {
        results.complain(e);
      }
    }

    private void leave(boolean closes) {
      boolean before;
      synchronized (SharedItems.this) {
        before = gone;
        gone = true;
      }
      if (!before) {
        left(closes);
      } else if (closes) {
        closeOwn();
      }
    }
  }

  /** The caller whose call it was closes its stream after it took the last item. */
  private void closeOwn() {
    boolean now;
    synchronized (this) {
      now = !closing && places == 0;
      closing = true;
    }
    if (now) {
      stream.close();
    }
  }

  private static void rethrow(@Nullable Throwable failure) {
    if (failure instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure != null) {
      throw new CompletionException(failure);
    }
  }
}
