package io.llmcache.internal.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.exchange.Headers;
import io.llmcache.internal.reply.EntryCodec;
import io.llmcache.spi.CacheKey;
import io.llmcache.spi.Pace;
import io.llmcache.spi.StoredReply;
import io.llmcache.spi.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenedEntriesTest {

  private static final EntryCodec CODEC = new EntryCodec(1 << 20);

  private final OpenedEntries opened = new OpenedEntries(CODEC);

  @Test
  void anEntryIsUnpackedOnce() {
    byte[] entry = CODEC.write(key(1), reply("one"));

    StoredReply first = opened.read(key(1), entry);

    assertThat(first).isNotNull();
    assertThat(first.body()).asString(UTF_8).isEqualTo("one");
    assertThat(opened.read(key(1), entry)).isSameAs(first);
  }

  @Test
  void anotherEntryUnderTheSameKeyIsItself() {
    opened.read(key(1), CODEC.write(key(1), reply("one")));

    StoredReply later = opened.read(key(1), CODEC.write(key(1), reply("two")));

    assertThat(later).isNotNull();
    assertThat(later.body()).asString(UTF_8).isEqualTo("two");
  }

  @Test
  void bytesThatAreNoEntryOfTheKeyAreNone() {
    byte[] entry = CODEC.write(key(1), reply("one"));
    opened.read(key(1), entry);

    assertThat(opened.read(key(2), entry)).isNull();
    assertThat(opened.read(key(1), new byte[] {1, 2, 3})).isNull();
  }

  @Test
  void whatIsTooMuchIsForgotten() {
    byte[] entry = CODEC.write(key(1), reply("one"));
    StoredReply first = opened.read(key(1), entry);
    String large = "x".repeat(60_000);

    for (int i = 0; i < 200; i++) {
      opened.read(key(100 + i), CODEC.write(key(100 + i), reply(large)));
    }

    assertThat(opened.read(key(1), entry)).isNotSameAs(first).isNotNull();
  }

  private static CacheKey key(int number) {
    byte[] digest = new byte[32];
    digest[0] = (byte) number;
    digest[1] = (byte) (number >> 8);
    return new CacheKey(digest);
  }

  private static StoredReply reply(String body) {
    return new StoredReply(
        Instant.EPOCH,
        Duration.ZERO,
        Duration.ofHours(1),
        3,
        "openai.chat",
        "gpt-4o-mini",
        "unary",
        200,
        Headers.of("Content-Type", "application/json"),
        body.getBytes(UTF_8),
        new Usage(61, 338),
        Duration.ofSeconds(4),
        List.of(),
        Pace.UNKNOWN);
  }
}
