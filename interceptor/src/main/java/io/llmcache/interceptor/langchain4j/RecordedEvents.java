package io.llmcache.interceptor.langchain4j;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.langchain4j.exception.HttpException;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventContext;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import io.llmcache.exchange.Headers;
import io.llmcache.exchange.Lease;
import io.llmcache.exchange.Recording;
import io.llmcache.exchange.Reply;
import io.llmcache.interceptor.outbound.CacheFields;
import io.llmcache.interceptor.outbound.RecordedStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Stands between a client and the application's parser, where the stream's bytes pass, and records
 * them. The client calls it in its own thread, one call after the other.
 */
final class RecordedEvents implements ServerSentEventParser, ServerSentEventListener {

  private final Lease lease;
  private final Executor executor;
  private final ServerSentEventParser parser;
  private final ServerSentEventListener listener;
  private final Consumer<Reply> instead;
  private volatile @Nullable SuccessfulHttpResponse head;
  private volatile State state = State.WAITING;

  private enum State {
    WAITING,
    /** The application's listener was told of the beginning. */
    OPEN,
    /** All that is to be told was told. */
    TOLD
  }

  /**
   * @param executor for reading on, and for closing the connection
   * @param instead gives the application a stale answer
   */
  RecordedEvents(
      Lease lease,
      Executor executor,
      ServerSentEventParser parser,
      ServerSentEventListener listener,
      Consumer<Reply> instead) {
    this.lease = lease;
    this.executor = executor;
    this.parser = parser;
    this.listener = listener;
    this.instead = instead;
  }

  @Override
  public void onOpen(SuccessfulHttpResponse response) {
    head = response;
  }

  /** Returns once the stream is read, by the application or on its behalf. */
  @Override
  public void parse(InputStream upstream, ServerSentEventListener given) {
    SuccessfulHttpResponse opened = head;
    int status = opened == null ? 200 : opened.statusCode();
    Headers headers = opened == null ? Headers.EMPTY : Messages.headers(opened.headers());
    Recording recording = lease.reply(status, headers);
    HeldStream held = new HeldStream(upstream);
    try (RecordedStream stream = new RecordedStream(held, recording, executor, held::cut)) {
      Reply stale = stream.readUntilDecided();
      if (stale != null) {
        state = State.TOLD;
        instead.accept(stale);
      } else {
        begin(marked(opened));
        parser.parse(new LeftStream(stream), listener);
        end();
      }
    } catch (IOException e) {
      // from closing: it is given up anyway
    } catch (RuntimeException e) {
      onError(e);
    }
    held.awaitClosed();
  }

  private void begin(SuccessfulHttpResponse response) {
    state = State.OPEN;
    Listeners.open(listener, response);
  }

  private void end() {
    state = State.TOLD;
    Listeners.close(listener);
  }

  /** From a client that parses by itself: then the bytes are not seen, and nothing is recorded. */
  @Override
  public void onEvent(ServerSentEvent event) {
    passUnrecorded();
    listener.onEvent(event);
  }

  @Override
  public void onEvent(ServerSentEvent event, ServerSentEventContext context) {
    passUnrecorded();
    listener.onEvent(event, context);
  }

  private void passUnrecorded() {
    SuccessfulHttpResponse opened = head;
    if (state == State.WAITING) {
      lease.close();
      begin(marked(opened));
    }
  }

  private SuccessfulHttpResponse marked(@Nullable SuccessfulHttpResponse opened) {
    return Messages.with(
        opened == null ? Messages.head(200, Headers.EMPTY) : opened, CacheFields.said(lease));
  }

  @Override
  public void onError(Throwable failure) {
    if (state == State.TOLD) {
      return;
    }
    Reply stale = state == State.WAITING ? ended(failure) : null;
    if (stale != null) {
      state = State.TOLD;
      instead.accept(stale);
    } else {
      Listeners.error(listener, failure);
    }
  }

  /** Ends the lease; the stale answer to give all the same, or null. */
  private @Nullable Reply ended(Throwable failure) {
    if (!(failure instanceof HttpException error)) {
      Reply stale = lease.insteadOf(failure);
      lease.failed(failure);
      return stale;
    }
    Reply stale = lease.insteadOf(error.statusCode(), Headers.EMPTY);
    if (stale == null) {
      Recording recording = lease.reply(error.statusCode(), Headers.EMPTY);
      recording.write(ByteBuffer.wrap(String.valueOf(error.getMessage()).getBytes(UTF_8)));
      recording.end();
    }
    return stale;
  }

  @Override
  public void onClose() {
    if (state == State.WAITING) {
      passUnrecorded();
    }
    if (state == State.OPEN) {
      end();
    }
  }
}
