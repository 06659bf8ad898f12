package io.llmcache.benchmarks.micro;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcache.LlmCache;
import io.llmcache.benchmarks.Figure;
import io.llmcache.benchmarks.Figure.Wanted;
import io.llmcache.benchmarks.Options;
import io.llmcache.benchmarks.OwnRedis;
import io.llmcache.benchmarks.Suite;
import io.llmcache.benchmarks.Texts;
import io.llmcache.redis.RedisStoreFactory;
import io.llmcache.settings.Settings;
import io.llmcache.spi.Embedder;
import io.llmcache.spi.ResponseStore;
import io.llmcache.spi.Tier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.RedisClient;

/**
 * What an entry takes in Redis by the server's own count: what its key takes, as the mean of some,
 * or, where an index holds more of it, what the server's memory grew by for each of many.
 */
public final class BytesSuite implements Suite {

  private static final int ENTRIES = 40;

  /** Whole blocks of the index, which grows by 1,024. */
  private static final int INDEXED = 2_048;

  private static final int BODY = 2_000;
  private static final int EVENTS = 400;

  @Override
  public String name() {
    return "bytes";
  }

  @Override
  public List<Figure> measure(Options options) throws Exception {
    List<Figure> figures = new ArrayList<>();
    try (OwnRedis redis = OwnRedis.start(options, "512mb");
        RedisClient client = RedisClient.create(redis.url())) {
      figures.add(
          new Figure(
              "entry in Redis, reply of 2 KB",
              "bytes",
              mean(client, stored(redis, client, "exact", number -> List.of(unary(number)))),
              "the reply's bytes as a value of their own",
              raw(client, unary(0)),
              Wanted.atMost(0.8)));
      figures.add(
          new Figure(
              "entry in Redis, stream of 400 events",
              "bytes",
              mean(client, stored(redis, client, "streamed", BytesSuite::stream)),
              "the stream's bytes as a value of their own",
              raw(client, joined(stream(0))),
              Wanted.atMost(0.1)));
      figures.add(
          new Figure(
              "entry in Redis with its share of the index of meanings, reply of 2 KB",
              "bytes",
              growth(client, () -> meant(redis, client)),
              "RedisVL for Java, its semantic cache",
              growth(client, () -> rivals(client)),
              Wanted.atMost(0.55)));
    }
    return figures;
  }

  private interface Made {
    List<byte[]> reply(int number);
  }

  private interface Filling {
    void run() throws Exception;
  }

  private static double growth(RedisClient client, Filling filling) throws Exception {
    client.flushAll();
    double before = usedMemory(client);
    filling.run();
    return (usedMemory(client) - before) / INDEXED;
  }

  private static double usedMemory(RedisClient client) {
    return client
        .info("memory")
        .lines()
        .filter(line -> line.startsWith("used_memory:"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(':') + 1).strip()))
        .findFirst()
        .orElseThrow();
  }

  private static Set<String> stored(OwnRedis redis, RedisClient client, String namespace, Made made)
      throws Exception {
    try (Asker asker = asker(redis, namespace, null)) {
      for (int i = 0; i < ENTRIES; i++) {
        List<byte[]> reply = made.reply(i);
        String type = reply.size() == 1 ? "application/json" : "text/event-stream";
        asker.store(request(i, reply.size() > 1), type, reply);
      }
      String pattern = entries(namespace);
      Deadline.await(() -> client.keys(pattern).size() == ENTRIES, pattern + " are not all there");
      return client.keys(pattern);
    }
  }

  private static void meant(OwnRedis redis, RedisClient client) throws Exception {
    try (Asker asker = asker(redis, "meant", new GivenEmbedder())) {
      for (int i = 0; i < INDEXED; i++) {
        byte[] request = request(i, false);
        asker.store(request, "application/json", List.of(unary(i)));
        // storing goes on behind its caller, whose queue is bounded
        if (i % 100 == 99 || i == INDEXED - 1) {
          int count = i + 1;
          Deadline.await(() -> indexed(client) == count, count + " are not all found by meaning");
        }
      }
    }
  }

  private static long indexed(RedisClient client) {
    long indexed = 0;
    for (String name : client.ftList()) {
      indexed += client.ftSearch(name, "*").getTotalResults();
    }
    return indexed;
  }

  private static Asker asker(OwnRedis redis, String namespace, @Nullable Embedder embedder) {
    Settings settings =
        Asker.settings(
            Map.of(
                "llmcache.redis-url",
                redis.url().toString(),
                "llmcache.redis-timeout",
                "10s",
                "llmcache.namespace",
                namespace));
    ResponseStore store =
        Objects.requireNonNull(new RedisStoreFactory().create(settings, warning -> {}));
    return new Asker(LlmCache.builder(settings).store(Tier.L2, store).embedder(embedder).build());
  }

  private static String entries(String namespace) {
    return "llmcache:" + namespace + ":e:*";
  }

  private static void rivals(RedisClient client) {
    RedisVlRival rival = new RedisVlRival(client, "rival");
    for (int i = 0; i < INDEXED; i++) {
      rival.store(question(i), new String(unary(i), UTF_8), VectorSet.entry(i));
    }
  }

  private static double raw(RedisClient client, byte[] bytes) {
    String key = "raw:" + "0".repeat(64);
    client.set(key.getBytes(UTF_8), bytes);
    return mean(client, Set.of(key));
  }

  private static double mean(RedisClient client, Set<String> keys) {
    long sum = 0;
    for (String key : keys) {
      sum += client.memoryUsage(key, 0);
    }
    return (double) sum / keys.size();
  }

  private static byte[] request(int number, boolean stream) {
    return stream
        ? ChatBodies.streamed("gpt-4.1-mini", question(number))
        : ChatBodies.question("gpt-4.1-mini", question(number));
  }

  private static String question(int number) {
    return "How does pump number " + number + " in the garden of our house work in winter?";
  }

  private static byte[] unary(int number) {
    return Replies.unaryOfBytes(new Texts(number), BODY).getBytes(UTF_8);
  }

  private static List<byte[]> stream(int number) {
    return Replies.stream(new Texts(number), EVENTS);
  }

  private static byte[] joined(List<byte[]> chunks) {
    StringBuilder all = new StringBuilder();
    chunks.forEach(chunk -> all.append(new String(chunk, UTF_8)));
    return all.toString().getBytes(UTF_8);
  }
}
