package io.llmcache.interceptor.http;

import io.llmcache.exchange.CacheRequest;
import io.llmcache.exchange.ChunkReader;
import io.llmcache.exchange.Lease;
import io.llmcache.exchange.Refresher;
import io.llmcache.exchange.Reply;
import io.llmcache.exchange.ReplyBody;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/** Makes a client's call once more, without its caller. Holds no thread. */
final class BackgroundCall implements Refresher {

  private final HttpClient client;
  private final HttpRequest first;

  BackgroundCall(HttpClient client, HttpRequest first) {
    this.client = client;
    this.first = first;
  }

  @Override
  public void call(CacheRequest request, Lease lease) {
    new UpstreamCall<>(client, lease, new Nobody())
        .start(() -> Requests.forProvider(first, request.body()), null);
  }

  /** Takes the bytes in a caller's stead: a reply that nobody reads is held up once it is long. */
  private static final class Nobody implements UpstreamCall.Caller<Void> {

    @Override
    public void answer(Reply reply, @Nullable HttpResponse<Void> call) {
      if (reply.body() instanceof ReplyBody.Live body) {
        readOn(body.open());
      }
    }

    private static void readOn(ChunkReader reader) {
      while (reader.poll() != null) {
        continue;
      }
      if (reader.ended() || reader.failure() != null) {
        reader.close();
      } else {
        reader.whenReadable(() -> readOn(reader));
      }
    }

    @Override
    public void failed(Throwable cause) {}
  }
}
