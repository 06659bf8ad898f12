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
  private boolean ownerIsHere = true;
  private boolean closing;
  private boolean closed;

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
      giveUp("nobody has taken an item for long");
    }
    return idle;
  }

  /** Nobody has taken an item for this time: the others are not waited for any more. */
  void forget(Duration idle) {
    if (!isIdle(idle)) {
      return;
    }
    giveUp("nobody has taken an item for long");
    boolean now;
    synchronized (this) {
      now = closing && !closed;
      closed = closed || now;
    }
    if (now) {
      closeQuietly();
    }
  }

  boolean isRecorded() {
    return records;
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
    byte[] json = records || isShared() ? results.json(item) : null;
    if (records) {
      guarded(() -> note(item, json));
    }
    if (bytes > most) {
      first = null;
    }
    Cell cell = new Cell(isOwned() ? item : null, json);
    last.next = cell;
    last = cell;
  }

  private synchronized boolean isOwned() {
    return ownerIsHere;
  }

  private void note(@Nullable Object item, byte @Nullable [] json) {
    if (json == null) {
      withhold(Results.NOT_RESTORABLE);
      return;
    }
    if (!results.keeps(item)) {
      withhold(Results.UNLESS);
      return;
    }
    byte[] line = MethodFraming.line(Kind.ITEM, json);
    write(line);
    count++;
    bytes += line.length;
  }

  private void withhold(String why) {
    if (count == 0) {
      first = null;
      recording.write(ByteBuffer.wrap(Results.withheld(why)));
      recording.end();
    }
    recordNoMore(new CancellationException("an item is not kept: " + why));
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

  /**
   * @param why null where it is recorded to its end
   */
  private void recordNoMore(@Nullable Throwable why) {
    first = null;
    if (records && why != null) {
      recording.fail(why);
    }
    records = false;
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
    boolean own = its != null && !UpstreamTrouble.is(its);
    recordNoMore(own ? new CancellationException("the method's own failure") : its);
    failure = its;
    over = true;
  }

  /** It is not kept, and nobody can join any more. Waits for nobody. */
  private void giveUp(String why) {
    recordNoMore(new CancellationException(why));
  }

  /** One caller less. */
  private void left(boolean owner, boolean closes) {
    boolean none;
    boolean now;
    synchronized (this) {
      none = --places == 0;
      ownerIsHere = ownerIsHere && !owner;
      closing = closing || closes;
      now = none && closing && !closed;
      closed = closed || now;
    }
    if (none) {
      giveUp("nobody takes the rest of the items");
    }
    close(now, closes);
  }

  /** The caller whose call it was closes its stream after it took the last item. */
  private void closeOwn() {
    boolean now;
    synchronized (this) {
      closing = true;
      now = places == 0 && !closed;
      closed = closed || now;
    }
    close(now, true);
  }

  private void close(boolean now, boolean owner) {
    if (!now) {
      if (owner) {
        awaitOthers();
      }
    } else if (owner) {
      running.closed(this);
      stream.close();
    } else {
      closeQuietly();
    }
  }

  private void awaitOthers() {
    running.closing(this);
    boolean late;
    synchronized (this) {
      late = closed;
    }
    if (late) {
      running.closed(this);
    }
  }

  /** What a close handler throws is no other caller's business. */
  private void closeQuietly() {
    running.closed(this);
    try {
      stream.close();
    } catch (RuntimeException e) {
      results.complain(e);
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
      // nothing is asked of the method's stream but its items, one by one
      super(Long.MAX_VALUE, ORDERED);
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
      if (turn.isHeldByCurrentThread()) {
        return Beginning.NOT_SHARED;
      }
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
        SharedItems.<RuntimeException>rethrow(failure);
        return false;
      }
      action.accept(taken(next));
      return true;
    }

    private @Nullable Cell next() {
      if (at.next == null) {
        if (turn.isHeldByCurrentThread()) {
          throw new IllegalStateException(
              call.name() + " takes an item of its own stream while it makes one");
        }
        await();
        try {
          takeUnlessThere();
        } finally {
          turn.unlock();
        }
      }
      return at.next;
    }

    private void await() {
      try {
        // at once, whether interrupted or not, if nobody else has it made
        if (!turn.tryLock()) {
          turn.lockInterruptibly();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CompletionException(
            "interrupted while another caller of " + call.name() + " waits for the next item", e);
      }
    }

    private void takeUnlessThere() {
      if (at.next != null || over) {
        return;
      }
      // what is said to this thread is not said to the others
      boolean interrupted = !own && Thread.interrupted();
      try {
        take();
      } finally {
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
      }
    }

    private @Nullable Object taken(Cell next) {
      at = next;
      lastTurn = nanoTime.getAsLong();
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
        throw new NotRestorableException("it does not come back from JSON as it was", null);
      }
      return results.item(json);
    }

    private void close() {
      leave(own);
    }

    private void leave(boolean closes) {
      boolean before;
      synchronized (SharedItems.this) {
        before = gone;
        gone = true;
      }
      if (!before) {
        left(own, closes);
      } else if (closes) {
        closeOwn();
      }
    }
  }

  /** As it is, checked or not: only the method can have thrown it. */
  @SuppressWarnings("unchecked")
  private static <E extends Throwable> void rethrow(@Nullable Throwable failure) throws E {
    if (failure != null) {
      throw (E) failure;
    }
  }
}
