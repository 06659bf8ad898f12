package io.llmcache.cli;

import io.llmcache.exchange.CacheRequest;
import io.llmcache.exchange.Headers;
import io.llmcache.exchange.Lease;
import io.llmcache.exchange.Recording;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Asks the provider, and hands its reply to the recording chunk by chunk. Thread-safe. */
final class Caller implements Source {

  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final int MOST_OF_AN_ERROR = 64 << 10;

  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private final UnderWay underWay;
  private final ProviderErrors errors;
  private final Pacing pacing;

  Caller(UnderWay underWay, ProviderErrors errors, Pacing pacing) {
    this.underWay = underWay;
    this.errors = errors;
    this.pacing = pacing;
  }

  /** Waits for its turn first. */
  @Override
  public @Nullable Trouble answer(Job job, CacheRequest request, Lease lease)
      throws InterruptedException {
    pacing.awaitTurn();
    CompletableFuture<HttpResponse<InputStream>> call =
        client.sendAsync(request(request), BodyHandlers.ofInputStream());
    Runnable over = underWay.begin(() -> giveUp(call));
    try {
      Trouble trouble = answered(call, lease);
      if (trouble != null) {
        // a call that was given up is not the line's fault
        pacing.endIfStopped();
      }
      return trouble;
    } finally {
      over.run();
    }
  }

  private @Nullable Trouble answered(CompletableFuture<HttpResponse<InputStream>> call, Lease lease)
      throws InterruptedException {
    try {
      return answered(call.get(), lease);
    } catch (ExecutionException e) {
      return errors.of(e.getCause() == null ? e : e.getCause());
    } catch (CancellationException e) {
      return errors.of(new HttpTimeoutException("given up after --timeout"));
    }
  }

  private static void giveUp(CompletableFuture<HttpResponse<InputStream>> call) {
    call.cancel(true);
    if (!call.isCancelled()) {
      call.thenAccept(response -> close(response.body()));
    }
  }

  private static void close(InputStream body) {
    try {
      body.close();
    } catch (IOException e) {
      // it is given up anyway
    }
  }

  private @Nullable Trouble answered(HttpResponse<InputStream> response, Lease lease) {
    try (InputStream body = response.body()) {
      if (response.statusCode() != 200) {
        byte[] error = body.readNBytes(MOST_OF_AN_ERROR);
        return errors.of(response.statusCode(), response.headers(), error);
      }
      return recorded(body, lease.reply(200, Headers.of(response.headers().map())));
    } catch (IOException e) {
      return errors.of(e);
    }
  }

  private @Nullable Trouble recorded(InputStream body, Recording recording) {
    byte[] buffer = new byte[16 << 10];
    try {
      for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
        recording.write(ByteBuffer.wrap(buffer, 0, count));
      }
    } catch (IOException e) {
      recording.fail(e);
      return errors.of(e);
    }
    recording.end();
    return null;
  }

  /** HTTP/1.1 without TLS: the JDK would ask for an upgrade else, which not every server likes. */
  private static HttpRequest request(CacheRequest request) {
    URI target = request.target();
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(target)
            .version(
                "https".equals(target.getScheme())
                    ? HttpClient.Version.HTTP_2
                    : HttpClient.Version.HTTP_1_1)
            .POST(HttpRequest.BodyPublishers.ofByteArray(request.body()));
    RequestHeaders.sent(request.headers()).forEach(builder::header);
    return builder.build();
  }
}
