package io.llmcache.internal.reply;

import io.llmcache.spi.ReplyFacts;
import io.llmcache.spi.ReplyTracker;
import io.llmcache.spi.RequestFacts;
import io.llmcache.spi.StoredReply;
import io.llmcache.spi.Usage;
import io.llmcache.spi.WireFormat;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A stored reply in another form, judged once more before anybody gets it: a converter that made
 * something broken out of a strange reply costs a miss. Pure.
 */
public final class Reframing {

  private Reframing() {}

  /**
   * The reply as the request wants it, or null if it cannot be had so. Throws what a format does.
   */
  public static @Nullable StoredReply of(
      WireFormat format, RequestFacts request, StoredReply stored) {
    StoredReply other = format.reframe(request, stored);
    return other != null && sound(format, request, stored, other) ? other : null;
  }

  private static boolean sound(
      WireFormat format, RequestFacts request, StoredReply stored, StoredReply other) {
    ReplyTracker tracker = format.track(request, other.status(), other.headers());
    tracker.accept(ByteBuffer.wrap(other.body()).asReadOnlyBuffer());
    if (!tracker.complete()) {
      return false;
    }
    ReplyFacts facts = tracker.end();
    boolean whole =
        switch (facts.ending()) {
          case NATURAL, TOOL_CALL, LENGTH -> true;
          case REFUSED, EMPTY, WITHHELD, UNKNOWN, ERROR, INCOMPLETE -> false;
        };
    // a stream for a caller who did not ask for it shows no usage
    return whole && (facts.usage().equals(Usage.UNKNOWN) || facts.usage().equals(stored.usage()));
  }
}
