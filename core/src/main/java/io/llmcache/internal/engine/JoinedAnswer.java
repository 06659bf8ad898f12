package io.llmcache.internal.engine;

import io.llmcache.spi.Pace;
import io.llmcache.spi.StoredReply;
import io.llmcache.spi.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** One answer to a batch out of those to its parts: as old as the oldest, fresh as the least. */
final class JoinedAnswer {

  private JoinedAnswer() {}

  /**
   * Null if they do not go together.
   *
   * @param replies to each part
   */
  static @Nullable StoredReply of(Batch batch, List<StoredReply> replies) {
    Instant now = batch.whole().began();
    Comparator<StoredReply> byAge = Comparator.comparing(reply -> reply.ageAt(now));
    StoredReply oldest = replies.stream().max(byAge).orElseThrow();
    StoredReply newest = replies.stream().min(byAge).orElseThrow();
    List<StoredReply> each = batch.places().stream().map(replies::get).toList();
    byte[] body = batch.format().join(each.stream().map(StoredReply::body).toList(), newest.body());
    if (body == null) {
      return null;
    }
    Duration left =
        replies.stream().map(reply -> reply.leftAt(now)).min(Duration::compareTo).orElseThrow();
    Duration took = replies.stream().map(StoredReply::took).max(Duration::compareTo).orElseThrow();
    return new StoredReply(
        oldest.storedAt(),
        oldest.initialAge(),
        oldest.ageAt(now).plus(left),
        replies.stream().mapToLong(StoredReply::epoch).min().orElseThrow(),
        oldest.format(),
        oldest.model(),
        batch.whole().facts().form(),
        200,
        newest.headers(),
        body,
        new Usage(sum(each, Usage::promptTokens), sum(each, Usage::completionTokens)),
        took,
        oldest.tags(),
        Pace.UNKNOWN);
  }

  private static long sum(List<StoredReply> replies, ToLongFunction<Usage> tokens) {
    boolean known = replies.stream().allMatch(reply -> tokens.applyAsLong(reply.usage()) >= 0);
    return known
        ? replies.stream().mapToLong(reply -> tokens.applyAsLong(reply.usage())).sum()
        : -1;
  }
}
