package io.llmcache.interceptor.langchain4j;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import io.llmcache.LlmCache;
import io.llmcache.exchange.CacheRequest;
import io.llmcache.exchange.Headers;
import io.llmcache.exchange.Lease;
import io.llmcache.exchange.Outcome;
import io.llmcache.exchange.Recording;
import io.llmcache.exchange.Refresher;
import io.llmcache.exchange.Reply;
import io.llmcache.interceptor.outbound.CacheFields;
import io.llmcache.interceptor.outbound.Patience;
import io.llmcache.interceptor.outbound.RecordedStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A call whose answer comes in one piece. Blocks its caller, as the wrapped client does. */
final class WholeCall implements Refresher {

  private final HttpClient client;
  private final LlmCache cache;
  private final HttpRequest request;
  private final @Nullable Duration patience;

  WholeCall(HttpClient client, LlmCache cache, HttpRequest request, @Nullable Duration patience) {
    this.client = client;
    this.cache = cache;
    this.request = request;
    this.patience = patience;
  }

  /** Throws what the wrapped client throws. */
  SuccessfulHttpResponse answer(Outcome outcome) {
    if (outcome instanceof Outcome.Served served) {
      return Messages.response(served.reply());
    }
    if (outcome instanceof Outcome.Forward forward) {
      return forward(forward.lease());
    }
    Outcome settled = settled(((Outcome.Follow) outcome).next());
    return settled == null ? client.execute(Messages.forProvider(request, null)) : answer(settled);
  }

  /** Waits for an identical call in flight; null where this thread was interrupted meanwhile. */
  private @Nullable Outcome settled(CompletableFuture<Outcome> next) {
    try {
      return patience == null
          ? next.get()
          : next.get(Patience.millis(patience), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return next.cancel(false) ? null : next.join();
    } catch (java.util.concurrent.TimeoutException e) {
      if (next.cancel(false)) {
        throw new TimeoutException("no answer to the identical call in " + patience, e);
      }
      return next.join();
    } catch (ExecutionException e) {
      return null;
    }
  }

  private SuccessfulHttpResponse forward(Lease lease) {
    if (lease.records()) {
      return record(lease);
    }
    try (lease) {
      return Messages.with(
          client.execute(Messages.forProvider(request, null)), CacheFields.said(lease));
    }
  }

  @Override
  public void call(CacheRequest asked, Lease lease) {
    record(lease);
  }

  private SuccessfulHttpResponse record(Lease lease) {
    SuccessfulHttpResponse response;
    try {
      response = client.execute(Messages.forProvider(request, lease.body()));
    } catch (HttpException e) {
      return instead(e, lease);
    } catch (RuntimeException | Error e) {
      Reply stale = lease.insteadOf(e);
      if (stale == null || e instanceof Error) {
        lease.failed(e);
        throw e;
      }
      return Messages.response(stale);
    }
    return recorded(response, lease);
  }

  private SuccessfulHttpResponse recorded(SuccessfulHttpResponse response, Lease lease) {
    byte[] body = response.bodyBytes() == null ? new byte[0] : response.bodyBytes();
    Recording recording = lease.reply(response.statusCode(), Messages.headers(response.headers()));
    RecordedStream stream =
        new RecordedStream(new ByteArrayInputStream(body), recording, cache.executor(), () -> {});
    Reply instead = stream.readUntilDecided();
    if (instead != null) {
      return Messages.response(instead);
    }
    try (stream) {
      stream.readAllBytes();
    } catch (IOException e) {
      // the bytes are in memory
      throw new UncheckedIOException(e);
    }
    return Messages.with(response, CacheFields.said(lease));
  }

  /** The provider's error, which LangChain4j tells as an exception, without its header. */
  private static SuccessfulHttpResponse instead(HttpException error, Lease lease) {
    Reply stale = lease.insteadOf(error.statusCode(), Headers.EMPTY);
    if (stale != null) {
      return Messages.response(stale);
    }
    Recording recording = lease.reply(error.statusCode(), Headers.EMPTY);
    recording.write(ByteBuffer.wrap(String.valueOf(error.getMessage()).getBytes(UTF_8)));
    recording.end();
    throw error;
  }
}
