package io.llmcache.embedding;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Posts JSON and takes JSON, within a time. What it throws names the service and the trouble, and
 * holds neither the key nor anything that was sent or answered. Thread-safe.
 */
final class JsonService {

  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final int OK = 200;

  private final ServiceAddress address;
  private final URI target;
  private final @Nullable String key;
  private final int mostBytes;
  private final HttpClient client;

  /**
   * @param path below the address
   * @param key sent as a bearer's; null: none
   * @param mostBytes how long an answer may be
   */
  JsonService(ServiceAddress address, String path, @Nullable String key, int mostBytes) {
    this.address = address;
    this.target = address.at(path);
    this.key = key;
    this.mostBytes = mostBytes;
    this.client =
        HttpClient.newBuilder()
            .version(
                "https".equals(target.getScheme())
                    ? HttpClient.Version.HTTP_2
                    : HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();
  }

  /** Blocks until the whole answer is there, or the time is over. */
  byte[] post(byte[] json, Deadline deadline) throws IOException {
    CompletableFuture<HttpResponse<byte[]>> call =
        client.sendAsync(request(json), info -> new BoundedBody(mostBytes));
    try {
      HttpResponse<byte[]> response = call.get(deadline.left(), TimeUnit.NANOSECONDS);
      if (response.statusCode() != OK) {
        throw new IOException(address.where() + " answered " + response.statusCode() + ".");
      }
      return response.body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted in a call of " + address.where() + ".");
    } catch (TimeoutException e) {
      throw new IOException(address.where() + " did not answer in time.", e);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IOException(
          address.where() + " gave no answer: " + cause.getClass().getSimpleName() + ".", cause);
    } finally {
      call.cancel(true);
    }
  }

  private HttpRequest request(byte[] json) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(target)
            .header("Content-Type", "application/json")
            .header("Accept", "application/json")
            .POST(BodyPublishers.ofByteArray(json));
    if (key != null) {
      request.header("Authorization", "Bearer " + key);
    }
    return request.build();
  }
}
