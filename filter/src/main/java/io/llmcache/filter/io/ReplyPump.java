package io.llmcache.filter.io;

import io.llmcache.exchange.ChunkReader;
import io.llmcache.exchange.Reply;
import io.llmcache.exchange.ReplyBody;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Answers one request without holding a thread: as the reply's bytes arrive, and as fast as the
 * client takes them. Once it began, nothing else touches the response.
 *
 * <p>Wakes come from the server (the client can take more) and from the reply (more is there), on
 * any thread and at the same time; {@link #signals} lets one of them work and makes it go round
 * again for the others.
 */
public final class ReplyPump implements WriteListener {

  private static final int PIECE = 32 << 10;

  private final AsyncContext async;
  private final HttpServletResponse response;
  private final String cutPath;
  private final Function<Throwable, Reply> unbegun;
  private final AtomicInteger signals = new AtomicInteger();
  private final AtomicBoolean taken = new AtomicBoolean();
  private final DueAction gone = new DueAction();

  private volatile boolean over;
  private volatile boolean writable;
  private volatile @Nullable ChunkReader reader;
  private volatile @Nullable ServletOutputStream out;
  private @Nullable ByteBuffer piece;
  private boolean unflushed;
  private boolean heldBack;
  private long left = -1;

  private ReplyPump(AsyncContext async, String cutPath, Function<Throwable, Reply> unbegun) {
    this.async = async;
    this.response = (HttpServletResponse) async.getResponse();
    this.cutPath = cutPath;
    this.unbegun = unbegun;
  }

  /**
   * Makes the request asynchronous, without a time limit. To be called in the request's own thread.
   *
   * @param cutPath where a dispatch inside the application reaches {@link Cut#happens}
   * @param unbegun the reply, with a whole body, where another one broke off before it began
   */
  public static ReplyPump begin(
      HttpServletRequest request,
      HttpServletResponse response,
      String cutPath,
      Function<Throwable, Reply> unbegun) {
    AsyncContext async = request.startAsync(request, response);
    async.setTimeout(0);
    ReplyPump pump = new ReplyPump(async, cutPath, unbegun);
    async.addListener(new AsyncEnding(pump::ended, pump::onError));
    return pump;
  }

  /**
   * Has the server say beforehand when the client can take bytes, so that an answer that comes
   * later is written by the thread that brings it. To be called in the request's own thread; not
   * together with {@link #dispatch}.
   */
  public void prepare() {
    try {
      listen();
    } catch (IOException | RuntimeException e) {
      // the client has gone, and the server has ended the request already
      finish();
    }
  }

  /** Writes this reply and completes the request. Does not block; only the first call counts. */
  public void answer(Reply reply) {
    ChunkReader body = open(reply.body());
    if (over || !taken.compareAndSet(false, true)) {
      body.close();
      return;
    }
    try {
      head(reply);
      reader = body;
      if (out == null) {
        listen();
      } else {
        drain();
      }
    } catch (IOException | RuntimeException e) {
      // the client has gone, and the server has ended the request already
      reader = body;
      finish();
    }
  }

  /** A head whose body has a length goes with the first of its bytes, any other at once. */
  private void head(Reply reply) {
    left = Replies.head(response, reply);
    unflushed = left < 0;
  }

  private void listen() throws IOException {
    Unbuffered.make(async);
    ServletOutputStream sink = response.getOutputStream();
    out = sink;
    sink.setWriteListener(this);
  }

  /** Lets the application answer after all. Only instead of {@link #answer}. */
  public void dispatch() {
    if (taken.compareAndSet(false, true)) {
      async.dispatch();
    }
  }

  /** Runs once when the request is over: answered, or its client gone; at once if it is already. */
  public void whenOver(Runnable action) {
    gone.then(action);
  }

  @Override
  public void onWritePossible() {
    writable = true;
    drain();
  }

  @Override
  public void onError(Throwable failure) {
    over = true;
    drain();
  }

  private void ended() {
    over = true;
    close();
    gone.now();
  }

  private void drain() {
    if (signals.getAndIncrement() > 0) {
      return;
    }
    int seen = 1;
    while (seen > 0) {
      work();
      seen = signals.addAndGet(-seen);
    }
  }

  private void work() {
    ServletOutputStream sink = out;
    ChunkReader source = reader;
    if (sink == null || source == null) {
      return;
    }
    if (over) {
      finish();
      return;
    }
    if (!writable) {
      return;
    }
    try {
      write(sink, source);
    } catch (IOException | RuntimeException e) {
      // the client has gone; servers show it by either
      finish();
    }
  }

  private void write(ServletOutputStream sink, ChunkReader source) throws IOException {
    while (!over && sink.isReady()) {
      ByteBuffer next = piece != null ? piece : source.poll();
      if (next != null && holdsBack(next, source)) {
        piece = next;
        source.whenReadable(this::drain);
        return;
      }
      if (next != null) {
        writeSome(sink, next);
      } else if (source.ended()) {
        finish();
      } else if (source.failure() != null) {
        breakOff(source.failure());
        return;
      } else if (unflushed) {
        unflushed = false;
        sink.flush();
      } else {
        source.whenReadable(this::drain);
        return;
      }
    }
  }

  private void writeSome(ServletOutputStream sink, ByteBuffer from) throws IOException {
    byte[] bytes = new byte[Math.min(from.remaining(), PIECE)];
    from.get(bytes);
    piece = from.hasRemaining() ? from : null;
    unflushed = true;
    left -= bytes.length;
    sink.write(bytes);
  }

  /**
   * The last bytes of a known length wait, once, for the reply's end: by then it is stored, and the
   * client's next request finds it.
   */
  private boolean holdsBack(ByteBuffer next, ChunkReader source) {
    if (heldBack || next.remaining() != left || source.ended() || source.failure() != null) {
      return false;
    }
    heldBack = true;
    return true;
  }

  private void breakOff(@Nullable Throwable cause) {
    close();
    if (response.isCommitted()) {
      over = true;
      Cut.begin(async, cutPath);
      return;
    }
    Reply instead = unbegun.apply(cause == null ? new IOException("the reply broke off") : cause);
    response.reset();
    piece = null;
    head(instead);
    reader = open(instead.body());
    drain();
  }

  private void finish() {
    over = true;
    close();
    gone.now();
    try {
      async.complete();
    } catch (IllegalStateException e) {
      // the server was faster: it ends a request whose client has gone by itself
    }
  }

  private void close() {
    ChunkReader source = reader;
    reader = null;
    if (source != null) {
      source.close();
    }
  }

  private static ChunkReader open(ReplyBody body) {
    return body instanceof ReplyBody.Live live
        ? live.open()
        : new Bytes(((ReplyBody.Whole) body).bytes());
  }
}
