package io.llmcache.internal.reply;

import io.llmcache.exchange.ChunkReader;
import io.llmcache.exchange.ReplyBody;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A body that is still arriving: one writer, many readers, each at its own pace. Thread-safe, never
 * blocks; callbacks run outside the lock.
 *
 * <p>Up to {@code keep} bytes everything is kept, so that newcomers can start at the first byte and
 * the whole can be stored. Beyond that only what some reader has yet to read is kept: the writer is
 * asked to wait when that is more than {@value #WINDOW} bytes, and a writer that cannot wait makes
 * readers break off that are more than {@code keep} and {@value #HARD_LIMIT} bytes behind.
 */
final class LiveReply implements ReplyBody.Live {

  static final int WINDOW = 256 << 10;
  static final int HARD_LIMIT = 8 * WINDOW;

  private enum State {
    OPEN,
    ENDED,
    FAILED
  }

  private final int keep;
  private final Runnable deserted;
  private final ChunkList chunks = new ChunkList();
  private final List<Place> places = new ArrayList<>();
  private long dropped;
  private long held;
  private boolean sliding;
  private boolean abandoned;
  private State state = State.OPEN;
  private @Nullable Throwable cause;
  private @Nullable Runnable resume;

  /**
   * @param keep bytes that are kept whole; 0 for a mere relay
   * @param deserted runs whenever the last reader leaves, or falls too far behind, before the end
   */
  LiveReply(int keep, Runnable deserted) {
    this.keep = keep;
    this.deserted = deserted;
  }

  /** Takes the chunk over. Ignored once the body ended. */
  void write(byte[] chunk) {
    List<Runnable> due;
    synchronized (this) {
      if (state != State.OPEN || chunk.length == 0) {
        return;
      }
      // before the chunk is counted: however large it is, a reader that is abreast stays
      boolean lastLeft = cutLaggards();
      chunks.add(chunk);
      held += chunk.length;
      sliding = sliding || held > keep;
      trim();
      due = takeWakes();
      takeResume(due);
      if (lastLeft) {
        due.add(deserted);
      }
    }
    Callbacks.run(due);
  }

  void end() {
    finish(State.ENDED, null);
  }

  void fail(Throwable why) {
    finish(State.FAILED, why);
  }

  private void finish(State end, @Nullable Throwable why) {
    List<Runnable> due;
    synchronized (this) {
      if (state != State.OPEN) {
        return;
      }
      state = end;
      cause = why;
      due = takeWakes();
      takeResume(due);
    }
    Callbacks.run(due);
  }

  void whenWritable(Runnable wanted) {
    synchronized (this) {
      if (full()) {
        resume = wanted;
        return;
      }
    }
    Callbacks.run(wanted);
  }

  /** All bytes so far, or null if some are not kept any more. */
  synchronized byte @Nullable [] whole() {
    if (sliding) {
      return null;
    }
    return chunks.joined(Math.toIntExact(held));
  }

  /** Whether a newcomer could still start at the first byte, however long the body grows. */
  synchronized boolean joinable() {
    return !sliding && !abandoned && state == State.OPEN;
  }

  /** A reader for a newcomer, or null if the body is not {@linkplain #joinable joinable}. */
  synchronized @Nullable ChunkReader join() {
    return joinable() ? open() : null;
  }

  /** Takes in no newcomers from now on, if no reader is left; false if one is, or at the end. */
  synchronized boolean abandon() {
    abandoned = abandoned || (places.isEmpty() && state == State.OPEN);
    return abandoned;
  }

  @Override
  public synchronized ChunkReader open() {
    Place place = new Place();
    if (dropped > 0) {
      place.broken = new IllegalStateException("the beginning of the body is gone");
    } else {
      places.add(place);
    }
    return place;
  }

  private boolean full() {
    return state == State.OPEN && sliding && held > WINDOW;
  }

  /** Lets go of what every reader has read, once not everything is kept. */
  private void trim() {
    if (!sliding) {
      return;
    }
    if (places.isEmpty()) {
      if (dropped > 0) {
        // nobody can begin any more
        dropAll();
      }
      return;
    }
    long slowest = places.stream().mapToLong(place -> place.next).min().orElse(dropped);
    while (dropped < slowest) {
      dropFirst();
    }
  }

  /** Whether the last reader was among those that are too far behind. */
  private boolean cutLaggards() {
    boolean wasRead = !places.isEmpty();
    while (sliding && held > (long) keep + HARD_LIMIT) {
      for (Place place : places) {
        if (place.next == dropped) {
          place.broken = new IllegalStateException("the reader fell too far behind");
        }
      }
      places.removeIf(place -> place.broken != null);
      dropFirst();
      trim();
    }
    return wasRead && places.isEmpty();
  }

  private void dropFirst() {
    held -= chunks.removeFirst().length;
    dropped++;
  }

  private void dropAll() {
    dropped += chunks.size();
    chunks.clear();
    held = 0;
  }

  private List<Runnable> takeWakes() {
    List<Runnable> wakes = new ArrayList<>();
    for (Place place : places) {
      if (place.wake != null) {
        wakes.add(place.wake);
        place.wake = null;
      }
    }
    return wakes;
  }

  private void takeResume(List<Runnable> due) {
    if (resume != null && !full()) {
      due.add(resume);
      resume = null;
    }
  }

  /** A reader's place; guarded by the body's lock. */
  private final class Place implements ChunkReader {

    private long next;
    private @Nullable Runnable wake;
    private @Nullable Throwable broken;

    @Override
    public @Nullable ByteBuffer poll() {
      byte[] chunk;
      List<Runnable> due = new ArrayList<>(1);
      synchronized (LiveReply.this) {
        if (broken != null || drained()) {
          return null;
        }
        chunk = chunks.get((int) (next++ - dropped));
        trim();
        takeResume(due);
      }
      Callbacks.run(due);
      return ByteBuffer.wrap(chunk).asReadOnlyBuffer();
    }

    @Override
    public boolean ended() {
      synchronized (LiveReply.this) {
        return broken == null && state == State.ENDED && drained();
      }
    }

    @Override
    public @Nullable Throwable failure() {
      synchronized (LiveReply.this) {
        return broken != null ? broken : drained() ? cause : null;
      }
    }

    @Override
    public void whenReadable(Runnable wanted) {
      synchronized (LiveReply.this) {
        if (broken == null && drained() && state == State.OPEN) {
          wake = wanted;
          return;
        }
      }
      Callbacks.run(wanted);
    }

    @Override
    public void close() {
      List<Runnable> due = new ArrayList<>(2);
      synchronized (LiveReply.this) {
        boolean there = places.remove(this);
        wake = null;
        broken = broken == null ? new IllegalStateException("the reader is closed") : broken;
        if (sliding && places.isEmpty()) {
          dropAll();
        } else {
          trim();
        }
        takeResume(due);
        if (there && places.isEmpty() && state == State.OPEN) {
          due.add(deserted);
        }
      }
      Callbacks.run(due);
    }

    private boolean drained() {
      return next == dropped + chunks.size();
    }
  }
}
