package io.llmcache.internal.reply;

import io.llmcache.exchange.ChunkReader;
import io.llmcache.exchange.ReplyBody;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A live body with a reader that is there already, so that neither the beginning goes nor the call
 * is given up before the first {@link #open}.
 */
final class SeatedBody implements ReplyBody.Live {

  private final LiveReply live;
  private final AtomicReference<@Nullable ChunkReader> seat;

  SeatedBody(LiveReply live, ChunkReader seat) {
    this.live = live;
    this.seat = new AtomicReference<>(seat);
  }

  @Override
  public ChunkReader open() {
    ChunkReader first = seat.getAndSet(null);
    return first != null ? first : live.open();
  }

  @Override
  public Object running() {
    return live;
  }
}
