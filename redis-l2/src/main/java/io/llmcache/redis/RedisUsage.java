package io.llmcache.redis;

import io.llmcache.spi.CacheKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * How often entries are used, in one sorted set. A hit counts twice as much as one of a week
 * before: instead of shrinking old scores, new hits weigh more, so that nothing has to be
 * rewritten.
 */
final class RedisUsage {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final double HALF_LIFE_MILLIS = Duration.ofDays(7).toMillis();

  /** More than anybody warms up with. */
  private static final int MOST = 10_000;

  /** The set goes with the last node that wrote into it. */
  private static final Duration KEPT = Duration.ofDays(30);

  private static final String ADD =
      """
      for i = 4, #ARGV, 2 do
        redis.call('ZINCRBY', KEYS[1], tonumber(ARGV[i]) * tonumber(ARGV[1]), ARGV[i + 1])
      end
      redis.call('ZREMRANGEBYRANK', KEYS[1], 0, -1 - tonumber(ARGV[2]))
      redis.call('PEXPIRE', KEYS[1], ARGV[3])
      """;

  private final RedisLink link;
  private final RedisCalls calls;
  private final WritePause writes;
  private final RedisKeys keys;
  private final InstantSource clock;

  RedisUsage(
      RedisLink link, RedisCalls calls, WritePause writes, RedisKeys keys, InstantSource clock) {
    this.link = link;
    this.calls = calls;
    this.writes = writes;
    this.keys = keys;
    this.clock = clock;
  }

  CompletionStage<@Nullable Void> add(Map<CacheKey, Integer> hits) {
    List<String> arguments = new ArrayList<>();
    arguments.add(Double.toString(weight(clock.instant())));
    arguments.add(Integer.toString(MOST));
    arguments.add(Long.toString(KEPT.toMillis()));
    hits.forEach(
        (key, count) -> {
          arguments.add(Integer.toString(count));
          arguments.add(key.hex());
        });
    return writes.call(
        () -> {
          link.client().eval(ADD, List.of(keys.used()), arguments);
          return null;
        });
  }

  CompletionStage<List<CacheKey>> most(int count) {
    return calls.call(
        () ->
            link.client().zrevrange(keys.used(), 0, count - 1L).stream()
                .map(RedisKeys::keyIn)
                .filter(Objects::nonNull)
                .toList());
  }

  private static double weight(Instant now) {
    return Math.pow(2, Duration.between(START, now).toMillis() / HALF_LIFE_MILLIS);
  }
}
