package io.llmcache.interceptor.jaxrs;

import io.llmcache.exchange.Headers;
import io.llmcache.exchange.Lease;
import io.llmcache.exchange.Recording;
import io.llmcache.exchange.Reply;
import io.llmcache.interceptor.outbound.CacheFields;
import io.llmcache.interceptor.outbound.RecordedStream;
import jakarta.ws.rs.client.ClientResponseContext;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Takes a provider's reply down as it passes, and says in Cache-Status what the cache did. */
final class RecordedReply implements Pending.Then {

  private final Lease lease;
  private final Executor executor;
  private volatile @Nullable Recording recording;

  RecordedReply(Lease lease, Executor executor) {
    this.lease = lease;
    this.executor = executor;
  }

  /** What the cache says in the reply's header. */
  Headers said() {
    return CacheFields.said(lease);
  }

  /** What the request is to ask for instead; null: for all that it does. */
  byte @Nullable [] requestBody() {
    return lease.body();
  }

  /** Records the reply where the platform lets its stream be exchanged. */
  @Override
  public void reply(ClientResponseContext response) {
    Headers received = Headers.of(response.getHeaders());
    said().forEach(response.getHeaders()::add);
    if (!lease.records()) {
      lease.close();
      return;
    }
    InputStream body = response.getEntityStream();
    Taken taken = take(response.getStatus(), received, body, () -> close(body));
    if (taken.instead() != null) {
      ServedReply.insteadOf(response, taken.instead());
    } else if (taken.body() != null) {
      response.setEntityStream(taken.body());
    }
  }

  /**
   * What to hand to the caller. Blocks, where a stale answer stands by, until the reply is known to
   * be better.
   *
   * @param cut closes the connection without reading on; runs on the executor
   */
  Taken take(int status, Headers received, @Nullable InputStream body, Runnable cut) {
    Reply stale = lease.insteadOf(status, received);
    if (stale != null) {
      RecordedStream.submit(executor, cut);
      return new Taken(null, stale);
    }
    Recording begun = lease.reply(status, received);
    recording = begun;
    RecordedStream stream =
        new RecordedStream(
            body == null ? InputStream.nullInputStream() : body, begun, executor, cut);
    if (body == null) {
      begun.end();
    }
    Reply instead = stream.readUntilDecided();
    return new Taken(body == null ? null : stream, instead);
  }

  /** There is no reply, or nobody will read it. */
  @Override
  public @Nullable Reply failed(Throwable cause) {
    Recording begun = recording;
    if (begun != null) {
      begun.fail(cause);
      return null;
    }
    Reply stale = lease.insteadOf(cause);
    if (stale == null) {
      lease.failed(cause);
    }
    return stale;
  }

  private static void close(@Nullable InputStream body) {
    try {
      if (body != null) {
        body.close();
      }
    } catch (IOException e) {
      // It is given up anyway.
    }
  }

  /**
   * What the caller gets.
   *
   * @param body null where the reply has none
   * @param instead a stale answer in the reply's place, or null
   */
  record Taken(@Nullable InputStream body, @Nullable Reply instead) {}
}
