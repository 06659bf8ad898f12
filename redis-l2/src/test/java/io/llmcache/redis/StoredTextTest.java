package io.llmcache.redis;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.LlmCache;
import io.llmcache.exchange.CacheRequest;
import io.llmcache.spi.Invalidation;
import io.llmcache.spi.Matches;
import io.llmcache.spi.Tier;
import io.llmcache.testing.Calls;
import io.llmcache.testing.FakeEmbedder;
import io.llmcache.testing.KeyFiles;
import io.llmcache.testing.OpenAiChatFixtures;
import io.llmcache.testing.RedisStack;
import io.llmcache.testing.Waiting;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.RedisClient;

/** What somebody learns who reads all that a real server holds. */
@EnabledIf(
    value = "io.llmcache.testing.RedisStack#available",
    disabledReason = "a Redis Stack cannot be had here")
class StoredTextTest {

  private static final String ASKED = "Quokkaquestion";
  private static final String ANSWERED = "Wombatanswer";
  private static final String PRINCIPAL = "ann.marsupial";

  private static RedisStack redis;
  private static RedisClient admin;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    redis = RedisStack.start();
    admin = Redis.admin(redis);
  }

  @AfterAll
  static void stop() {
    admin.close();
    redis.close();
  }

  @Test
  void encryptedItSaysNothing() {
    Path keys = KeyFiles.write(folder.resolve("keys"), "k");
    Map<String, String> settings = Map.of("llmcache.encryption-key-file", keys.toString());
    try (LlmCache plain = node("clear", Map.of());
        LlmCache one = node("sealed", settings);
        LlmCache two = node("sealed", settings)) {
      ask(plain, "a");
      Waiting.until(() -> vectors("clear") == 1, "the vector is not in Redis");
      assertThat(dump("clear")).as("what the search can find").contains(ASKED).contains(ANSWERED);

      ask(one, "a");
      ask(one, "b");

      assertThat(dump("sealed"))
          .doesNotContain(ASKED)
          .doesNotContain(ANSWERED)
          .doesNotContain(OpenAiChatFixtures.MODEL);
      assertThat(vectors("sealed")).isZero();
      assertThat(Calls.text(Calls.served(two.open(asking("b"))))).contains(ANSWERED);
      assertThat(one.description()).contains("encrypted");
      assertThat(two.statistics().faults()).isEmpty();
    }
  }

  @Test
  void erasedNothingIsLeft() {
    try (LlmCache one = node("erased", Map.of("llmcache.tenant", "principal"))) {
      ask(one, "a");
      ask(one, "b");
      Calls.answer(one.open(Calls.asking("of somebody else").by("ben")));
      Waiting.until(() -> vectors("erased") == 3, "the vectors are not in Redis");
      assertThat(dump("erased")).contains(ASKED).contains(ANSWERED);
      Invalidation anns = Invalidation.tenant(one.tenantNamed(PRINCIPAL));
      assertThat(Waiting.on(one.count(anns))).isEqualTo(new Matches(2, 2));

      assertThat(Waiting.on(one.erase(anns))).isEqualTo(new Matches(2, 2));

      assertThat(dump("erased")).doesNotContain(ASKED).doesNotContain(ANSWERED);
      assertThat(vectors("erased")).isOne();
      Calls.served(one.open(Calls.asking("of somebody else").by("ben")));
      Calls.lease(one.open(asking("a")));
    }
  }

  private static void ask(LlmCache cache, String more) {
    long before = Waiting.on(cache.count(Invalidation.namespace())).shared();
    Calls.answer(
        Calls.lease(cache.open(asking(more))),
        200,
        Calls.JSON,
        OpenAiChatFixtures.REPLY.replaceFirst("\"content\": ?\"", "$0" + ANSWERED + " "));
    Waiting.until(
        () -> Waiting.on(cache.count(Invalidation.namespace())).shared() > before,
        "the answer is not in the shared tier");
  }

  private static CacheRequest asking(String more) {
    return Calls.asking("What is the long " + ASKED + " of the case of " + more + " about?")
        .by(PRINCIPAL);
  }

  private static LlmCache node(String namespace, Map<String, String> more) {
    URI url = redis.url();
    Map<String, String> all = new HashMap<>(more);
    all.put("llmcache.namespace", namespace);
    return LlmCache.builder(Redis.settings(url, all))
        .store(Tier.L2, Redis.store(url, namespace))
        .embedder(new FakeEmbedder())
        .build();
  }

  /** How many entries of the namespace have a vector. */
  private static long vectors(String namespace) {
    return admin.keys("llmcache:" + namespace + ":e:*").stream()
        .filter(name -> admin.hlen(name) > 1)
        .count();
  }

  /** All that the server holds for the namespace, and whatever can be inflated of it. */
  private static String dump(String namespace) {
    StringBuilder all = new StringBuilder();
    for (String name : admin.keys("*" + namespace + "*")) {
      all.append(name).append('\n');
      for (byte[] value : values(name)) {
        all.append(new String(value, ISO_8859_1)).append('\n');
        for (int from = 0; from < value.length; from++) {
          all.append(inflated(value, from)).append('\n');
        }
      }
    }
    return all.toString();
  }

  private static List<byte[]> values(String name) {
    byte[] key = name.getBytes(StandardCharsets.UTF_8);
    List<byte[]> values = new ArrayList<>(List.of(admin.dump(key)));
    if (admin.type(name).equals("hash")) {
      admin
          .hgetAll(key)
          .forEach(
              (field, value) -> {
                values.add(field);
                values.add(value);
              });
    }
    return values;
  }

  private static String inflated(byte[] bytes, int from) {
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(bytes, from, bytes.length - from);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] part = new byte[4_096];
      int read = inflater.inflate(part);
      while (read > 0 && out.size() < 1 << 16) {
        out.write(part, 0, read);
        read = inflater.inflate(part);
      }
      return out.toString(ISO_8859_1);
    } catch (DataFormatException e) {
      return "";
    } finally {
      inflater.end();
    }
  }
}
