package io.llmcache.filter;

import io.llmcache.exchange.ChunkReader;
import io.llmcache.exchange.Lease;
import io.llmcache.exchange.Recording;
import io.llmcache.exchange.Reply;
import io.llmcache.exchange.ReplyBody;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Records what the application writes. The recording begins when the response is committed, since
 * until then status, header fields and the bytes themselves can be taken back. When the client goes
 * away, the application may write on for as long as the recording is wanted.
 */
final class Tee {

  private final Lease lease;
  private final AnnouncedResponse response;
  private final @Nullable HeldResponse held;
  private final AtomicBoolean over = new AtomicBoolean();
  private ByteArrayOutputStream uncommitted = new ByteArrayOutputStream(512);
  private @Nullable Recording recording;
  private @Nullable ChunkReader client;
  private long announced = -1;
  private long written;
  private volatile boolean clientGone;
  private volatile boolean unwanted;

  /**
   * @param held what is under the response where a stale answer stands by; null: none does
   */
  Tee(Lease lease, AnnouncedResponse response, @Nullable HeldResponse held) {
    this.lease = lease;
    this.response = response;
    this.held = held;
  }

  /**
   * Whether a stale answer took the place of the application's, which has this status and is not on
   * its way yet.
   */
  boolean replaces(int status) throws IOException {
    return held != null
        && (held.replaced()
            || (recording == null
                && held.mayBeReplaced()
                && replaceBy(held, lease.insteadOf(status, response.own()))));
  }

  /** The same after the application failed. */
  boolean replaces(Throwable cause) throws IOException {
    if (held != null && recording == null && held.mayBeReplaced()) {
      replaceBy(held, lease.insteadOf(cause));
    }
    fail(cause);
    return held != null && held.replaced();
  }

  private boolean replaceBy(HeldResponse target, @Nullable Reply stale) throws IOException {
    if (stale == null) {
      return false;
    }
    over.set(true);
    target.replaceBy(stale);
    return true;
  }

  /** What comes next comes from other threads, at any time. */
  void wentAsync() {
    if (held != null && recording == null) {
      release(held);
    }
  }

  private void release(HeldResponse target) {
    try {
      target.release();
    } catch (IOException e) {
      // the client has gone
      leave();
    }
  }

  private void decided(HeldResponse target, Reply reply, boolean own) {
    if (own) {
      release(target);
    } else if (target.holds()) {
      try {
        target.replaceBy(reply);
      } catch (IOException e) {
        leave();
      }
    }
  }

  /** The application says how long its response is. */
  void announced(long length) {
    announced = length;
  }

  /** Whether nothing reaches the client any more. */
  boolean clientGone() {
    return clientGone;
  }

  /**
   * Does something to the real response, unless its client has gone.
   *
   * @throws IOException if the client has gone and the recording is not wanted either
   */
  void passing(Step step) throws IOException {
    if (written == 0 && replaces(response.getStatus())) {
      return;
    }
    if (!clientGone) {
      try {
        step.run();
        if (response.isCommitted() && (held == null || !held.replaced())) {
          begin();
        }
        return;
      } catch (IOException e) {
        leave();
        if (unwanted) {
          throw e;
        }
      }
    }
    if (unwanted) {
      throw new IOException("the client has gone");
    }
  }

  private void leave() {
    clientGone = true;
    begin();
    if (client != null) {
      client.close();
    }
  }

  /** These bytes were passed on. */
  void add(byte[] bytes, int offset, int length) {
    written += length;
    if (recording == null && over.get()) {
      return;
    }
    if (recording == null) {
      uncommitted.write(bytes, offset, length);
    } else {
      record(recording, ByteBuffer.wrap(bytes, offset, length));
      if (written == announced) {
        // the client has the last byte, and its next request may come at once
        end();
      }
    }
  }

  /** What was written so far is taken back. */
  void forget() {
    uncommitted.reset();
    written = 0;
    announced = -1;
  }

  /** The application has written everything. */
  void end() {
    if (!over.compareAndSet(false, true)) {
      return;
    }
    Recording whole = begin();
    if (written < announced) {
      whole.fail(new IOException("the application wrote less than it announced"));
    } else {
      whole.end();
    }
    drain();
  }

  void fail(Throwable cause) {
    if (!over.compareAndSet(false, true)) {
      return;
    }
    if (recording == null) {
      lease.failed(cause);
    } else {
      recording.fail(cause);
      drain();
    }
  }

  private Recording begin() {
    if (recording == null) {
      Recording begun = lease.reply(response.getStatus(), response.own());
      begun.whenUnwanted(() -> unwanted = true);
      client = ((ReplyBody.Live) begun.reply().body()).open();
      recording = begun;
      if (held != null) {
        HeldResponse target = held;
        ReplyBody own = begun.reply().body();
        begun.decided().thenAccept(reply -> decided(target, reply, reply.body() == own));
      }
      record(begun, ByteBuffer.wrap(uncommitted.toByteArray()));
      uncommitted = new ByteArrayOutputStream(0);
    }
    return recording;
  }

  private void record(Recording into, ByteBuffer bytes) {
    into.write(bytes);
    drain();
  }

  /**
   * The server carries the bytes; the reader only stands for the client that they are meant for.
   */
  private void drain() {
    while (client != null && !clientGone && client.poll() != null) {
      continue;
    }
  }

  /** Something done to a response. */
  interface Step {
    void run() throws IOException;
  }
}
