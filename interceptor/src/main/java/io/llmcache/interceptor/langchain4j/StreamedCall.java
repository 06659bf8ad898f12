package io.llmcache.interceptor.langchain4j;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import io.llmcache.LlmCache;
import io.llmcache.exchange.CacheRequest;
import io.llmcache.exchange.Lease;
import io.llmcache.exchange.Outcome;
import io.llmcache.exchange.Refresher;
import io.llmcache.exchange.Reply;
import io.llmcache.interceptor.outbound.CacheFields;
import io.llmcache.interceptor.outbound.Patience;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A call whose answer is a stream of events. Holds no thread while it waits for another's. */
final class StreamedCall implements Refresher {

  private final HttpClient client;
  private final LlmCache cache;
  private final HttpRequest request;
  private final ServerSentEventParser parser;
  private final ServerSentEventListener listener;
  private final @Nullable Duration patience;

  StreamedCall(
      HttpClient client,
      LlmCache cache,
      HttpRequest request,
      ServerSentEventParser parser,
      ServerSentEventListener listener,
      @Nullable Duration patience) {
    this.client = client;
    this.cache = cache;
    this.request = request;
    this.parser = parser;
    this.listener = listener;
    this.patience = patience;
  }

  /** May block while a reply is replayed. Tells all to the listener; throws nothing. */
  void proceed(Outcome outcome) {
    if (outcome instanceof Outcome.Served served) {
      replay(served.reply());
    } else if (outcome instanceof Outcome.Forward forward) {
      forward(forward.lease());
    } else if (outcome instanceof Outcome.Follow follow) {
      follow(follow.next());
    }
  }

  private void follow(CompletableFuture<Outcome> next) {
    if (patience != null) {
      Patience.limit(
          next,
          patience,
          cache.executor(),
          () ->
              Listeners.error(
                  listener,
                  new TimeoutException("no answer to the identical call in " + patience)));
    }
    next.thenAcceptAsync(this::proceed, cache.executor());
  }

  private void forward(Lease lease) {
    if (lease.records()) {
      record(lease, new RecordedEvents(lease, cache.executor(), parser, listener, this::replay));
      return;
    }
    lease.close();
    try {
      client.execute(
          Messages.forProvider(request, null),
          parser,
          new MarkedEvents(listener, CacheFields.said(lease)));
    } catch (RuntimeException e) {
      Listeners.error(listener, e);
    }
  }

  private void record(Lease lease, RecordedEvents events) {
    try {
      client.execute(Messages.forProvider(request, lease.body()), events, events);
    } catch (RuntimeException | Error e) {
      events.onError(e);
    }
  }

  @Override
  public void call(CacheRequest asked, Lease lease) {
    record(
        lease,
        new RecordedEvents(
            lease, cache.executor(), StreamedCall::drain, Listeners.NONE, stale -> {}));
  }

  private static void drain(InputStream stream, ServerSentEventListener nobody) {
    try (stream) {
      stream.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // recorded where it was read
    }
  }

  /** As LangChain4j's own clients call a listener. */
  private void replay(Reply reply) {
    try (InputStream stream = reply.body().stream()) {
      if (Messages.isSuccess(reply.status())) {
        Listeners.open(listener, Messages.head(reply.status(), reply.headers()));
        parser.parse(stream, listener);
        Listeners.close(listener);
      } else {
        String error = new String(stream.readAllBytes(), UTF_8);
        Listeners.error(listener, new HttpException(reply.status(), error));
      }
    } catch (IOException | RuntimeException e) {
      Listeners.error(listener, e);
    }
  }
}
