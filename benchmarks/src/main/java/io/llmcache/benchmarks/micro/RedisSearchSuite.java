package io.llmcache.benchmarks.micro;

import io.llmcache.benchmarks.Figure;
import io.llmcache.benchmarks.Figure.Wanted;
import io.llmcache.benchmarks.Options;
import io.llmcache.benchmarks.OwnRedis;
import io.llmcache.benchmarks.Rounds;
import io.llmcache.benchmarks.Suite;
import io.llmcache.benchmarks.Texts;
import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.RedisClient;

/**
 * Looks questions up by meaning in Redis, by eight threads: beside the bare search, beside RedisVL
 * for Java, and among ten times as many entries.
 */
public final class RedisSearchSuite implements Suite {

  private static final int THREADS = 8;
  private static final int ENTRIES = 20_000;
  private static final int MANY = 200_000;
  private static final int LOOK_UPS = 600;
  private static final Rounds ROUNDS = new Rounds(2, 9);

  /** The rival needs many milliseconds for each. */
  private static final int RIVALS_LOOK_UPS = 40;

  private static final Rounds RIVALS_ROUNDS = new Rounds(1, 5);

  @Override
  public String name() {
    return "redis-search";
  }

  @Override
  public List<Figure> measure(Options options) throws Exception {
    List<Figure> figures = new ArrayList<>();
    try (OwnRedis redis = OwnRedis.start(options, options.large() ? "3gb" : "1gb");
        RedisClient client = RedisClient.create(redis.url());
        Crowd crowd = new Crowd(THREADS);
        RedisFilled few = filled(redis, "few", client, crowd, ENTRIES)) {
      figures.add(besideTheSearch(few, crowd, ENTRIES));
      figures.add(besideRedisVl(few, client, crowd));
      if (options.large()) {
        try (RedisFilled many = filled(redis, "many", client, crowd, MANY)) {
          figures.add(besideTheSearch(many, crowd, MANY));
          figures.add(
              ROUNDS.figure(
                  "look-up by meaning in Redis, 200,000 entries, 8 threads",
                  "us",
                  () -> lookUps(many, crowd, MANY),
                  "the same among 20,000",
                  () -> lookUps(few, crowd, ENTRIES),
                  Wanted.atMost(2)));
        }
      }
    }
    return figures;
  }

  private static RedisFilled filled(
      OwnRedis redis, String namespace, RedisClient client, Crowd crowd, int entries)
      throws Exception {
    RedisFilled filled = new RedisFilled(redis.url().toString(), namespace, client);
    crowd.micros(entries, filled::add);
    filled.settle();
    return filled;
  }

  private static Figure besideTheSearch(RedisFilled filled, Crowd crowd, int entries)
      throws Exception {
    return ROUNDS.figure(
        "look-up by meaning in Redis, %,d entries, 8 threads".formatted(entries),
        "us",
        () -> lookUps(filled, crowd, entries),
        "the bare FT.SEARCH with the same EF_RUNTIME",
        () -> crowd.micros(LOOK_UPS, at -> filled.search(asking(at, entries))),
        Wanted.atMost(1.5));
  }

  private static Figure besideRedisVl(RedisFilled filled, RedisClient client, Crowd crowd)
      throws Exception {
    RedisVlRival rival = new RedisVlRival(client, "rival");
    String answer = new Texts(3).ofLength(400);
    crowd.micros(ENTRIES, at -> rival.store("prompt " + at, answer, VectorSet.entry(at)));
    Rounds.Round round =
        RIVALS_ROUNDS.median(
            () -> lookUps(filled, crowd, ENTRIES),
            () ->
                crowd.micros(
                    RIVALS_LOOK_UPS, at -> rival.ask("asking " + at, asking(at, ENTRIES))));
    return new Figure(
        "look-ups by meaning in Redis, 20,000 entries, 8 threads",
        "1/s",
        1e6 / round.ours(),
        "RedisVL for Java, its semantic cache",
        1e6 / round.rivals(),
        Wanted.atLeast(10));
  }

  private static double lookUps(RedisFilled filled, Crowd crowd, int entries) throws Exception {
    return crowd.micros(LOOK_UPS, at -> filled.lookUp(asking(at, entries)));
  }

  private static float[] asking(int at, int entries) {
    return VectorSet.asking((int) (at * 7_919L % entries), at);
  }
}
