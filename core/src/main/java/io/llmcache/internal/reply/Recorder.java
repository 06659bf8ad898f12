package io.llmcache.internal.reply;

import io.llmcache.exchange.CacheStatus;
import io.llmcache.exchange.Headers;
import io.llmcache.exchange.HopByHop;
import io.llmcache.exchange.Recording;
import io.llmcache.exchange.Reply;
import io.llmcache.internal.policy.KeptHeaders;
import io.llmcache.spi.ReplyFacts;
import io.llmcache.spi.ReplyFacts.Ending;
import io.llmcache.spi.ReplyTracker;
import io.llmcache.spi.Usage;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Takes the upstream's bytes, decodes them, has them tracked, and hands them to every reader. Tells
 * its {@link Keeper} once what became of the reply.
 */
public final class Recorder implements Recording {

  /** Whoever wants the reply beside its readers. Its methods are called on the writer's thread. */
  public interface Keeper {

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
  private final AtomicBoolean finished = new AtomicBoolean();
  private final AtomicReference<@Nullable Runnable> cancel = new AtomicReference<>();
  private volatile boolean unwanted;
  private volatile long writes;

  private Recorder(
      int status,
      Headers headers,
      String cacheStatus,
      ContentDecoder decoder,
      @Nullable ReplyTracker tracker,
      int keep,
      Keeper keeper) {
    this.status = status;
    this.headers = headers;
    this.cacheStatus = cacheStatus;
    this.decoder = decoder;
    this.tracker = tracker;
    this.keeper = keeper;
    this.live = new LiveReply(keep, () -> keeper.deserted(this));
  }

  /** Whether a reply with these headers can be recorded: its content encoding can be undone. */
  public static boolean canRecord(Headers headers) {
    return ContentDecoder.supports(headers);
  }

  /**
   * A recorder that keeps up to {@code keep} bytes for newcomers and for the store. The headers are
   * such that it {@linkplain #canRecord can}.
   */
  public static Recorder recording(
      int status,
      Headers headers,
      String cacheStatus,
      ReplyTracker tracker,
      int keep,
      Keeper keeper) {
    return new Recorder(
        status, headers, cacheStatus, ContentDecoder.of(headers), tracker, keep, keeper);
  }

  /** A recorder that only passes the bytes on, as they are. */
  public static Recorder relay(int status, Headers headers, String cacheStatus, Keeper keeper) {
    return new Recorder(
        status, headers, cacheStatus, new ContentDecoder.Identity(), null, 0, keeper);
  }

  /**
   * A recorder that only passes the bytes on, decoded if it can: for a call that asked for an
   * encoding on its own account.
   */
  public static Recorder decodingRelay(
      int status, Headers headers, String cacheStatus, Keeper keeper) {
    ContentDecoder decoder =
        canRecord(headers) ? ContentDecoder.of(headers) : new ContentDecoder.Identity();
    return new Recorder(status, headers, cacheStatus, decoder, null, 0, keeper);
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
    return new Reply(status, passed.with(CacheStatus.FIELD, cacheStatus), live);
  }

  /** The same body for somebody else's request: nothing that names the first caller's exchange. */
  public Reply replyToFollower() {
    Headers kept =
        KeptHeaders.of(headers)
            .plus("Cache-Control", "private, no-store")
            .plus(CacheStatus.FIELD, CacheStatus.collapsed());
    return new Reply(status, kept, live);
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
    if (finished.get()) {
      return;
    }
    writes++;
    try {
      byte[] decoded = decoder.decode(chunk);
      if (tracker != null) {
        tracker.accept(ByteBuffer.wrap(decoded).asReadOnlyBuffer());
      }
      live.write(decoded);
    } catch (MalformedContentException e) {
      fail(e);
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
    if (!finished.compareAndSet(false, true)) {
      return;
    }
    boolean cut = !decoder.finished() && !complete();
    decoder.close();
    try {
      keeper.ended(live.whole(), cut || tracker == null ? CUT : tracker.end());
    } finally {
      if (cut) {
        live.fail(new MalformedContentException("the reply's gzip encoding has no end"));
      } else {
        live.end();
      }
    }
  }

  @Override
  public void fail(Throwable cause) {
    if (!finished.compareAndSet(false, true)) {
      return;
    }
    decoder.close();
    try {
      keeper.broken(cause);
    } finally {
      live.fail(cause);
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
    if (!finished.get() && live.deserted()) {
      unwanted = true;
      runCancel();
    }
  }

  private void runCancel() {
    Runnable wanted = cancel.getAndSet(null);
    if (wanted != null) {
      wanted.run();
    }
  }
}
