package io.llmcache.filter;

import io.llmcache.exchange.Outcome;
import io.llmcache.exchange.Reply;
import io.llmcache.exchange.ReplyBody;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.ExecutionException;

/** Waits in the request's own thread, where the application does not support anything else. */
final class BlockingWait {

  private BlockingWait() {}

  /**
   * An outcome that needs no more waiting: a whole reply, or a lease. Blocks for the collapse
   * time-out at most, and while another's reply arrives.
   *
   * @throws IOException if that reply broke off
   */
  static Outcome on(Outcome outcome) throws IOException {
    if (outcome instanceof Outcome.Served served) {
      return whole(served.reply());
    }
    if (!(outcome instanceof Outcome.Follow follow)) {
      return outcome;
    }
    try {
      return on(follow.next().get());
    } catch (ExecutionException e) {
      throw new IOException("the identical request failed", e);
    } catch (InterruptedException e) {
      follow.next().cancel(false);
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for an identical request");
    }
  }

  private static Outcome whole(Reply reply) throws IOException {
    try (InputStream in = reply.body().stream()) {
      ReplyBody whole = new ReplyBody.Whole(in.readAllBytes());
      return new Outcome.Served(new Reply(reply.status(), reply.headers(), whole));
    }
  }
}
