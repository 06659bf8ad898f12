package io.llmcache.internal.reply;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.exchange.Headers;
import io.llmcache.spi.CacheKey;
import io.llmcache.spi.Pace;
import io.llmcache.spi.StoredReply;
import io.llmcache.spi.Usage;
import io.llmcache.testing.SizeFixtures;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an entry weighs beside the bytes that came from the provider. */
class EntrySizeTest {

  @Test
  void aUnaryAnswerOfTwoKilobytes() {
    byte[] raw = SizeFixtures.unary();
    assertThat(raw.length).isBetween(1_900, 2_300);

    assertThat(share(raw)).isLessThan(0.62);
  }

  @Test
  void aStreamOfFourHundredChunks() {
    byte[] raw = SizeFixtures.stream();

    assertThat(share(raw)).isLessThan(0.09);
  }

  private static double share(byte[] raw) {
    StoredReply reply =
        new StoredReply(
            Instant.EPOCH,
            Duration.ZERO,
            Duration.ofHours(1),
            3,
            "openai.chat",
            "gpt-4o-mini",
            "stream;include_usage=true",
            200,
            Headers.of("Content-Type", "application/json"),
            raw,
            new Usage(61, 338),
            Duration.ofSeconds(4),
            List.of(),
            Pace.UNKNOWN);
    int entry = new EntryCodec(1 << 20).write(new CacheKey(new byte[32]), reply).length;
    return (double) entry / raw.length;
  }
}
