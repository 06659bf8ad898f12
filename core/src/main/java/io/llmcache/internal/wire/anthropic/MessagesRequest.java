package io.llmcache.internal.wire.anthropic;

import io.llmcache.internal.key.JsonTree;
import io.llmcache.spi.Shape;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request whose types {@link MessagesReader} checked. A field that is null is absent, as clients
 * mean it.
 *
 * @param host of the upstream, in lower case; empty if unknown
 * @param model that the path names or else the body
 * @param streamed whether the body asks for a stream
 * @param streamVerb whether the path asks for one, where it picks the shape; else as streamed
 * @param messages of the body; at least one, each with a role
 */
record MessagesRequest(
    String host,
    String model,
    boolean streamed,
    boolean streamVerb,
    Map<String, @Nullable Object> body,
    List<Map<String, @Nullable Object>> messages) {

  Shape shape() {
    return streamed || streamVerb ? Shape.STREAM : Shape.UNARY;
  }

  /** Body and path may contradict each other; what comes then is not known to be either shape. */
  String form() {
    if (streamed == streamVerb) {
      return streamed ? MessagesReframe.STREAM : MessagesReframe.UNARY;
    }
    return streamed ? "stream;verb=unary" : "unary;verb=stream";
  }

  boolean has(String field) {
    return body.get(field) != null;
  }

  /** The field as objects; empty if it is absent or no array. */
  List<Map<String, @Nullable Object>> objects(String field) {
    return JsonTree.objects(body.get(field));
  }

  /** Whether Anthropic's own service answers, so that its documented defaults hold. */
  boolean isForAnthropic() {
    return host.equals("api.anthropic.com") || host.endsWith("aiplatform.googleapis.com");
  }
}
