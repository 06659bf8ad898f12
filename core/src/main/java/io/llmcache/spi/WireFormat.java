package io.llmcache.spi;

import io.llmcache.exchange.CacheRequest;
import io.llmcache.exchange.Headers;
import io.llmcache.settings.Settings;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * One provider API: how its requests and replies are read. Found by {@link
 * java.util.ServiceLoader}. Thread-safe, pure: no clock, no I/O.
 */
public interface WireFormat {

  /** Stable for ever, since it is part of the key: {@code openai.chat}. */
  String id();

  /** This format as the settings want it; asked once, when a cache is made. */
  default WireFormat configured(Settings settings) {
    return this;
  }

  /**
   * Whether a request of this method and target is of this format, by method and path alone; cheap.
   *
   * @param target absolute
   */
  boolean recognises(String method, URI target);

  /**
   * Reads a recognised request.
   *
   * @throws UnreadableRequestException if the body is not of this format
   */
  RequestFacts read(CacheRequest request) throws UnreadableRequestException;

  /**
   * A new tracker for the reply to a request that was read.
   *
   * @param headers of the reply; the bytes that the tracker gets are decoded from any content
   *     encoding
   */
  ReplyTracker track(RequestFacts request, int status, Headers headers);

  /**
   * The stored reply in the form that the request wants, without loss: text, tool calls, reasoning,
   * refusals, finish reasons and usage are those that were stored. Never throws on any stored
   * bytes.
   *
   * @param request whose form is another than the stored reply's
   * @param stored an answer to the same canonical request
   * @return null where it has something that cannot be said in the other form, or lacks something
   *     that must be said there: then it is a miss
   */
  default @Nullable StoredReply reframe(RequestFacts request, StoredReply stored) {
    return null;
  }

  /**
   * The text of the answer alone, to be compared with another answer: without reasoning, tool calls
   * and frames. Never throws on any stored bytes.
   *
   * @return null where the reply has no text, or not only text
   */
  default @Nullable String answerText(StoredReply stored) {
    return null;
  }
}
