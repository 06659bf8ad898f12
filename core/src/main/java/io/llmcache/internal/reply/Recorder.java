package io.llmcache.internal.reply;

import io.llmcache.exchange.CacheStatus;
import io.llmcache.exchange.ChunkReader;
import io.llmcache.exchange.Headers;
import io.llmcache.exchange.HopByHop;
import io.llmcache.exchange.Recording;
import io.llmcache.exchange.Reply;
import io.llmcache.exchange.ReplyBody;
import io.llmcache.internal.policy.KeptHeaders;
import io.llmcache.spi.ReplyFacts;
import io.llmcache.spi.ReplyFacts.Ending;
import io.llmcache.spi.ReplyTracker;
import io.llmcache.spi.ReplyTracker.Progress;
import io.llmcache.spi.Usage;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes the upstream's bytes, decodes them, has them tracked, and hands them to every reader. Tells
 * its {@link Keeper} once what became of the reply.
 */
public final class Recorder implements Recording {

  /** Whoever wants the reply beside its readers. Its methods are called on the writer's thread. */
  public interface Keeper {

    /** So many decoded bytes were passed on. */
    default void passed(int length) {}

    /**
     * All bytes came.
     *
     * @param body null where the reply was too large to be kept
     */
    void ended(byte @Nullable [] body, ReplyFacts facts);

    /** The reply broke off, or was given up. */
    void broken(Throwable cause);

    /**
     * The last reader left before the end: the keeper calls {@link Recorder#giveUpIfDeserted} when
     * it has waited long enough.
     */
    void deserted(Recorder recorder);
  }

  private static final ReplyFacts CUT =
      new ReplyFacts(Ending.INCOMPLETE, "content-encoding", "", Usage.UNKNOWN);

  private final int status;
  private final Headers headers;
  private final String cacheStatus;
  private final ContentDecoder decoder;
  private final @Nullable ReplyTracker tracker;
  private final Keeper keeper;
  private final LiveReply live;
  private final CompletableFuture<Reply> decided = new CompletableFuture<>();
  private final @Nullable Supplier<Reply> standIn;
  private final AtomicReference<@Nullable Runnable> cancel = new AtomicReference<>();
  private boolean writing;
  private volatile boolean finished;
  private volatile boolean unwanted;
  private volatile long writes;

  private Recorder(
      int status,
      Headers headers,
      String cacheStatus,
      ContentDecoder decoder,
      @Nullable ReplyTracker tracker,
      int keep,
      Keeper keeper,
      @Nullable Supplier<Reply> standIn) {
    this.status = status;
    this.headers = headers;
    this.cacheStatus = cacheStatus;
    this.decoder = decoder;
    this.tracker = tracker;
    this.keeper = keeper;
    this.live = new LiveReply(keep, () -> keeper.deserted(this));
    this.standIn = standIn;
    if (standIn == null) {
      decided.complete(reply());
    }
  }

  /** Whether a reply with these headers can be recorded: its content encoding can be undone. */
  public static boolean canRecord(Headers headers) {
    return ContentDecoder.supports(headers);
  }

  /**
   * A recorder that keeps up to {@code keep} bytes for newcomers and for the store. The headers are
   * such that it {@linkplain #canRecord can}.
   *
   * @param standIn makes the stale reply that the caller gets if an error comes before the answer;
   *     null: there is none
   */
  public static Recorder recording(
      int status,
      Headers headers,
      String cacheStatus,
      ReplyTracker tracker,
      int keep,
      Keeper keeper,
      @Nullable Supplier<Reply> standIn) {
    return new Recorder(
        status, headers, cacheStatus, ContentDecoder.of(headers), tracker, keep, keeper, standIn);
  }

  /** A recorder that only passes the bytes on, as they are. */
  public static Recorder relay(int status, Headers headers, String cacheStatus, Keeper keeper) {
    return new Recorder(
        status, headers, cacheStatus, new ContentDecoder.Identity(), null, 0, keeper, null);
  }

  /**
   * A recorder that only passes the bytes on, decoded if it can: for a call that asked for an
   * encoding on its own account.
   */
  public static Recorder decodingRelay(
      int status, Headers headers, String cacheStatus, Keeper keeper) {
    ContentDecoder decoder =
        canRecord(headers) ? ContentDecoder.of(headers) : new ContentDecoder.Identity();
    return new Recorder(status, headers, cacheStatus, decoder, null, 0, keeper, null);
  }

  @Override
  public Reply reply() {
    Headers passed = HopByHop.removedFrom(headers);
    if (!(decoder instanceof ContentDecoder.Identity)) {
      passed =
          passed.keeping(
              name ->
                  !name.equalsIgnoreCase("Content-Encoding")
                      && !name.equalsIgnoreCase("Content-Length"));
    }
    return new Reply(status, passed.plus(CacheStatus.FIELD, cacheStatus), live);
  }

  /**
   * The same body for somebody else's request: nothing that names the first caller's exchange. Null
   * if it is too late to get the whole of it, or nobody is to join any more. The reader is counted
   * from now on: a reply that nobody takes must be opened and closed all the same.
   */
  public @Nullable Reply replyToFollower() {
    ChunkReader seat = live.join();
    if (seat == null) {
      return null;
    }
    Headers kept =
        KeptHeaders.of(headers)
            .plus("Cache-Control", "private, no-store")
            .plus(CacheStatus.FIELD, CacheStatus.collapsed());
    return new Reply(status, kept, new SeatedBody(live, seat));
  }

  /** Gives up the place of a reply that nobody took. */
  public static void leave(Reply toFollower) {
    if (toFollower.body() instanceof ReplyBody.Live body) {
      body.open().close();
    }
  }

  @Override
  public CompletionStage<Reply> decided() {
    return decided.minimalCompletionStage();
  }

  private void decide(boolean failed) {
    if (!decided.isDone()) {
      decided.complete(failed && standIn != null ? standIn.get() : reply());
    }
  }

  /** Whether somebody else can still be given the whole body. */
  public boolean joinable() {
    return live.joinable();
  }

  /** How often something was written: two equal readings mean that nothing came in between. */
  public long writes() {
    return writes;
  }

  @Override
  public void write(ByteBuffer chunk) {
    synchronized (this) {
      if (finished) {
        return;
      }
      writing = true;
      writes++;
    }
    try {
      decoder.decode(chunk, this::pass);
    } catch (MalformedContentException e) {
      fail(e);
    } finally {
      doneWriting();
    }
  }

  private void pass(byte[] decoded) {
    if (tracker != null) {
      tracker.accept(ByteBuffer.wrap(decoded).asReadOnlyBuffer());
    }
    keeper.passed(decoded.length);
    live.write(decoded);
    if (tracker != null && !decided.isDone()) {
      Progress progress = tracker.progress();
      if (progress != Progress.WAITING) {
        decide(progress == Progress.FAILED);
      }
    }
  }

  @Override
  public void whenWritable(Runnable resume) {
    live.whenWritable(resume);
  }

  @Override
  public boolean complete() {
    return tracker != null && tracker.complete();
  }

  @Override
  public void end() {
    if (!finish()) {
      return;
    }
    boolean cut = !decoder.finished() && !complete();
    ReplyFacts facts = cut || tracker == null ? CUT : tracker.end();
    try {
      keeper.ended(live.whole(), facts);
    } finally {
      decide(facts.ending() == Ending.ERROR || facts.ending() == Ending.INCOMPLETE);
      if (cut) {
        live.fail(new MalformedContentException("the reply's gzip encoding has no end"));
      } else {
        live.end();
      }
    }
  }

  @Override
  public void fail(Throwable cause) {
    if (!finish()) {
      return;
    }
    try {
      keeper.broken(cause);
    } finally {
      decide(true);
      live.fail(cause);
    }
  }

  /** Whether this is the end. A failure may come from another thread than the writer's. */
  private synchronized boolean finish() {
    if (finished) {
      return false;
    }
    finished = true;
    if (!writing) {
      decoder.close();
    }
    return true;
  }

  private synchronized void doneWriting() {
    writing = false;
    if (finished) {
      decoder.close();
    }
  }

  @Override
  public void whenUnwanted(Runnable wanted) {
    cancel.set(wanted);
    if (unwanted) {
      runCancel();
    }
  }

  /** Gives the reply up and has the upstream call cancelled, unless somebody reads it by now. */
  public void giveUpIfDeserted() {
    if (!finished && live.abandon()) {
      unwanted = true;
      runCancel();
    }
  }

  private void runCancel() {
    Runnable wanted = cancel.getAndSet(null);
    if (wanted != null) {
      Callbacks.run(wanted);
    }
  }
}
