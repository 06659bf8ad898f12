package io.llmcache.interceptor.jaxrs;

import io.llmcache.exchange.Headers;
import io.llmcache.exchange.Lease;
import io.llmcache.exchange.Recording;
import jakarta.ws.rs.client.ClientResponseContext;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Takes a provider's reply down as it passes, and says in Cache-Status what the cache did. */
final class RecordedReply {

  private final Lease lease;
  private final Executor executor;
  private volatile @Nullable Recording recording;

  RecordedReply(Lease lease, Executor executor) {
    this.lease = lease;
    this.executor = executor;
  }

  /** The value of Cache-Status. */
  String cacheStatus() {
    return lease.cacheStatus();
  }

  /** Records the reply where the platform lets its stream be exchanged. */
  void take(ClientResponseContext response) {
    Headers received = Headers.of(response.getHeaders());
    response.getHeaders().add("Cache-Status", cacheStatus());
    if (lease.records()) {
      InputStream body = response.getEntityStream();
      InputStream recorded = take(response.getStatus(), received, body, () -> close(body));
      if (recorded != null) {
        response.setEntityStream(recorded);
      }
    } else {
      lease.close();
    }
  }

  /**
   * The body to hand to the caller, null as the given one is.
   *
   * @param cut closes the connection without reading on
   */
  @Nullable InputStream take(
      int status, Headers received, @Nullable InputStream body, Runnable cut) {
    Recording begun = lease.reply(status, received);
    recording = begun;
    if (body == null) {
      begun.end();
      return null;
    }
    return new RecordedStream(body, begun, executor, cut);
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

  /** There is no reply, or nobody will read it. */
  void failed(Throwable cause) {
    Recording begun = recording;
    if (begun == null) {
      lease.failed(cause);
    } else {
      begun.fail(cause);
    }
  }
}
