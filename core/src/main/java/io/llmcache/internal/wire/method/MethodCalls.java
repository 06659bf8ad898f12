package io.llmcache.internal.wire.method;

import io.llmcache.exchange.CacheRequest;
import io.llmcache.exchange.Headers;
import io.llmcache.exchange.MethodFraming;
import io.llmcache.exchange.MethodFraming.Kind;
import io.llmcache.exchange.WayIn;
import io.llmcache.internal.key.JsonTree;
import io.llmcache.internal.wire.Asked;
import io.llmcache.internal.wire.Canonical;
import io.llmcache.spi.ReplyTracker;
import io.llmcache.spi.RequestClass;
import io.llmcache.spi.RequestFacts;
import io.llmcache.spi.StoredReply;
import io.llmcache.spi.UnreadableRequestException;
import io.llmcache.spi.WireFormat;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Calls of cached methods. Their model is {@code method:NAME}. Arguments count exactly as they are
 * written, but for the order of names: what they mean to the method is not known here.
 */
public final class MethodCalls implements WireFormat {

  @Override
  public String id() {
    return "llmcache.method";
  }

  @Override
  public boolean recognises(String method, URI target) {
    return MethodTarget.is(target);
  }

  @Override
  public RequestFacts read(CacheRequest request) throws UnreadableRequestException {
    if (request.wayIn() != WayIn.METHOD) {
      throw new UnreadableRequestException("not-a-method");
    }
    MethodTarget target = new MethodTarget(request.target());
    Object arguments = JsonTree.parse(request.body());
    Canonical canonical =
        Canonical.exactly(arguments, request.body().length, asked(arguments, target.question()));
    boolean byMeaning = canonical.question() != null;
    return new RequestFacts(
        id(),
        "method:" + target.name(),
        byMeaning ? RequestClass.CACHEABLE : RequestClass.EXACT_ONLY,
        byMeaning ? "" : "no-question",
        target.shape(),
        "",
        request.target().getRawPath(),
        canonical.bytes(),
        Headers.EMPTY,
        List.of(target.returns()),
        false,
        null,
        canonical.question());
  }

  private static @Nullable Asked asked(@Nullable Object arguments, @Nullable String question) {
    Map<String, @Nullable Object> named = JsonTree.object(arguments);
    return named == null || question == null ? null : new Asked(named, question);
  }

  @Override
  public ReplyTracker track(RequestFacts request, int status, Headers headers) {
    return new LineTracker(request.shape());
  }

  /** The value that was stored, if it is a text. */
  @Override
  public @Nullable String answerText(StoredReply stored) {
    byte[] body = stored.body();
    byte[] line = Arrays.copyOf(body, Math.max(0, body.length - 1));
    if (MethodFraming.kindOf(line) != Kind.VALUE) {
      return null;
    }
    try {
      return JsonTree.text(JsonTree.parse(MethodFraming.json(Kind.VALUE, line)));
    } catch (UnreadableRequestException e) {
      return null;
    }
  }
}
