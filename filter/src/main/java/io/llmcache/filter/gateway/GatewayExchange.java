package io.llmcache.filter.gateway;

import io.llmcache.exchange.Headers;
import io.llmcache.exchange.Lease;
import io.llmcache.exchange.Outcome;
import io.llmcache.exchange.Reply;
import io.llmcache.filter.io.ReplyPump;
import io.llmcache.filter.io.RequestBody;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.SequenceInputStream;
import java.net.http.HttpRequest;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One request that the cache did not answer at once: waits for another's answer, or calls the
 * upstream, and has the reply written, all without a thread.
 */
final class GatewayExchange implements UpstreamCall.Caller {

  private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");

  private final HttpServletRequest request;
  private final Routes.Routed routed;
  private final Headers received;
  private final RequestBody body;
  private final Upstreams upstreams;
  private final Executor executor;
  private final ReplyPump pump;
  private volatile @Nullable Upload upload;
  private volatile @Nullable Lease leased;

  /**
   * Makes the request asynchronous.
   *
   * @param executor for waking followers
   */
  GatewayExchange(
      HttpServletRequest request,
      HttpServletResponse response,
      Routes.Routed routed,
      Headers received,
      RequestBody body,
      Upstreams upstreams,
      Executor executor) {
    this.request = request;
    this.routed = routed;
    this.received = received;
    this.body = body;
    this.upstreams = upstreams;
    this.executor = executor;
    this.pump = ReplyPump.begin(request, response, request.getServletPath() + "/", this::insteadOf);
    pump.prepare();
  }

  /** Begins; blocks only while the client sends a body that was not read before. */
  void run(Outcome outcome) {
    proceed(outcome);
    Upload sending = upload;
    if (sending != null) {
      try {
        sending.run();
      } catch (InterruptedException e) {
        sending.cancel();
        Thread.currentThread().interrupt();
      }
    }
  }

  private void proceed(Outcome outcome) {
    if (outcome instanceof Outcome.Served served) {
      pump.answer(served.reply());
    } else if (outcome instanceof Outcome.Forward forward) {
      call(forward.lease());
    } else if (outcome instanceof Outcome.Follow follow) {
      pump.whenOver(() -> follow.next().cancel(false));
      follow.next().thenAcceptAsync(this::proceed, executor);
    }
  }

  private void call(Lease lease) {
    leased = lease;
    if (!upstreams.mayCall(routed.target().getHost())) {
      Exception refused = RefusedException.forbiddenAddress();
      lease.failed(refused);
      failed(refused);
      return;
    }
    UpstreamCall call = new UpstreamCall(upstreams, lease, this);
    try {
      Upload sending = body.whole() ? null : upload(call);
      upload = sending;
      call.start(upstreamRequest(lease, sending), sending);
    } catch (IOException | RuntimeException e) {
      call.abort(e);
    }
  }

  @Override
  public void answer(Reply reply) {
    pump.answer(reply);
  }

  @Override
  public void failed(Throwable cause) {
    pump.answer(insteadOf(cause));
  }

  private HttpRequest upstreamRequest(Lease lease, @Nullable Upload sending) {
    Headers headers =
        lease.records()
            ? HeaderRules.recorded(received)
            : body == RequestBody.UNREAD
                ? HeaderRules.passed(received)
                : HeaderRules.passedByCache(received);
    byte[] less = lease.body();
    return UpstreamRequests.of(
        request.getMethod(),
        routed.target(),
        headers,
        body.whole()
            ? UpstreamRequests.body(less == null ? body.prefix() : less)
            : UpstreamRequests.body(sending));
  }

  private @Nullable Upload upload(UpstreamCall call) throws IOException {
    long length = request.getContentLengthLong();
    boolean chunked = request.getHeader("Transfer-Encoding") != null;
    boolean framed = request.getProtocol().startsWith("HTTP/1.");
    if (length == 0
        || (length < 0 && !chunked && (framed || !WITH_BODY.contains(request.getMethod())))) {
      return null;
    }
    return new Upload(
        new SequenceInputStream(new ByteArrayInputStream(body.prefix()), request.getInputStream()),
        length,
        call::moved);
  }

  private Reply insteadOf(Throwable cause) {
    Upload sending = upload;
    IOException unread = sending == null ? null : sending.failure();
    return unread == null
        ? GatewayReplies.failed(routed.route(), leased, cause)
        : GatewayReplies.unread(unread.getMessage());
  }
}
