package io.llmcache.filter.gateway;

import io.llmcache.exchange.CacheRequest;
import io.llmcache.exchange.ChunkReader;
import io.llmcache.exchange.Lease;
import io.llmcache.exchange.Refresher;
import io.llmcache.exchange.Reply;
import io.llmcache.exchange.ReplyBody;

/** Makes the upstream call of a request without its client. Holds no thread. */
final class BackgroundCall implements Refresher {

  private final Upstreams upstreams;

  BackgroundCall(Upstreams upstreams) {
    this.upstreams = upstreams;
  }

  @Override
  public void call(CacheRequest request, Lease lease) {
    if (!upstreams.mayCall(request.target().getHost())) {
      lease.failed(RefusedException.forbiddenAddress());
      return;
    }
    UpstreamCall call = new UpstreamCall(upstreams, lease, new Nobody());
    try {
      call.start(
          UpstreamRequests.of(
              request.method(),
              request.target(),
              HeaderRules.recorded(request.headers()),
              UpstreamRequests.body(request.body())),
          null);
    } catch (RuntimeException e) {
      call.abort(e);
    }
  }

  /** Takes the bytes in a client's stead: a reply that nobody reads is held up once it is long. */
  private static final class Nobody implements UpstreamCall.Caller {

    @Override
    public void answer(Reply reply) {
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
