package io.llmcache.internal.wire.anthropic;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** What the path of a request says: what is asked for and, on Vertex AI, of which model. */
final class MessagesPath {

  private static final String MESSAGES = "/v1/messages";
  private static final String COUNT_TOKENS = "/v1/messages/count_tokens";
  private static final String PUBLISHED = "/publishers/anthropic/models/";
  private static final String UNARY = ":rawPredict";
  private static final String STREAM = ":streamRawPredict";

  /** Vertex AI counts tokens under the name of a model; the real model is in the body. */
  private static final String COUNTER = "count-tokens";

  private MessagesPath() {}

  static boolean isMessages(URI target) {
    String path = target.getRawPath();
    String published = published(target);
    return path != null && path.endsWith(MESSAGES)
        || published != null && !published.equals(COUNTER);
  }

  static boolean isCountTokens(URI target) {
    String path = target.getRawPath();
    return path != null && path.endsWith(COUNT_TOKENS)
        || COUNTER.equals(published(target)) && !asksStream(target);
  }

  /** The model that the path names; empty if it leaves that to the body. */
  static String model(URI target) {
    String published = published(target);
    return published == null || published.equals(COUNTER) ? "" : published;
  }

  /** Whether the path is one that picks the shape. */
  static boolean picksShape(URI target) {
    return published(target) != null;
  }

  static boolean asksStream(URI target) {
    return picksShape(target) && target.getPath().endsWith(STREAM);
  }

  /** The raw path, but for a verb that picks the shape. */
  static String withoutVerb(URI target) {
    String path = target.getRawPath();
    return picksShape(target) ? path.substring(0, path.lastIndexOf(':')) : path;
  }

  private static @Nullable String published(URI target) {
    String raw = target.getRawPath();
    if (raw == null || !(raw.endsWith(UNARY) || raw.endsWith(STREAM))) {
      return null;
    }
    String path = target.getPath();
    int at = path.lastIndexOf(PUBLISHED);
    int from = at + PUBLISHED.length();
    int verb = path.lastIndexOf(':');
    return at < 0 || from >= verb || path.indexOf('/', from) >= 0
        ? null
        : path.substring(from, verb);
  }
}
