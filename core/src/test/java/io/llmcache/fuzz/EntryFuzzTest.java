package io.llmcache.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.llmcache.exchange.Headers;
import io.llmcache.internal.reply.EntryCodec;
import io.llmcache.spi.CacheKey;
import io.llmcache.spi.Pace;
import io.llmcache.spi.StoredReply;
import io.llmcache.spi.Usage;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/** Stored entries of any bytes: read or a miss, in bounded memory. */
class EntryFuzzTest {

  private static final CacheKey KEY = new CacheKey(new byte[32]);
  private static final int LARGEST_BODY = 1 << 16;
  private static final int CHECKED_FROM = 6;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final EntryCodec codec = new EntryCodec(LARGEST_BODY);

  @Test
  void anyEntryIsReadOrAMiss() throws Exception {
    List<String> bodies = Corpus.texts(name -> true);
    Fuzzing.run(
        random -> {
          StoredReply reply = reply(bodies, random);
          byte[] entry = codec.write(KEY, reply);
          assertThat(codec.read(KEY, entry)).usingRecursiveComparison().isEqualTo(reply);
          byte[] other = codec.write(KEY, reply(bodies, random));
          byte[] mutant = Mutation.of(entry, other, random);
          read(mutant);
          read(checked(mutant));
        });
  }

  private void read(byte[] entry) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    StoredReply read = codec.read(KEY, entry);
    long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
    assertThat(allocated).isLessThan(2L * LARGEST_BODY + 64L * entry.length + (1 << 20));
    assertThat(read == null || read.body().length <= LARGEST_BODY).isTrue();
  }

  /** With the checksum that these bytes should have, so that what is behind it is reached. */
  private static byte[] checked(byte[] bytes) {
    byte[] entry = Arrays.copyOf(bytes, Math.max(CHECKED_FROM, bytes.length));
    CRC32C check = new CRC32C();
    check.update(KEY.bytes());
    check.update(entry, 0, 2);
    check.update(entry, CHECKED_FROM, entry.length - CHECKED_FROM);
    ByteBuffer.wrap(entry).putInt(2, (int) check.getValue());
    return entry;
  }

  private static StoredReply reply(List<String> bodies, Random random) {
    byte[] body = body(bodies, random);
    return new StoredReply(
            Instant.ofEpochMilli(random.nextLong()),
            duration(random),
            duration(random),
            random.nextLong(),
            word(random),
            word(random),
            word(random),
            random.nextInt(1_000),
            headers(random),
            body,
            new Usage(random.nextInt(), random.nextLong() >> 1),
            duration(random),
            words(random.nextInt(65), random),
            pace(body, random))
        .of(random.nextBoolean() ? word(random) : "");
  }

  private static byte[] body(List<String> bodies, Random random) {
    if (random.nextBoolean()) {
      byte[] sample = bodies.get(random.nextInt(bodies.size())).getBytes(UTF_8);
      return Arrays.copyOf(sample, Math.min(sample.length, LARGEST_BODY));
    }
    byte[] noise = new byte[random.nextInt(2_000)];
    random.nextBytes(noise);
    return noise;
  }

  private static Duration duration(Random random) {
    return Duration.ofMillis(random.nextLong() >>> (1 + random.nextInt(62)));
  }

  private static Headers headers(Random random) {
    Headers headers = Headers.EMPTY;
    for (int left = random.nextInt(12); left > 0; left--) {
      headers = headers.plus("x-" + random.nextInt(9), word(random));
    }
    return headers;
  }

  private static List<String> words(int count, Random random) {
    List<String> words = new ArrayList<>();
    for (int left = count; left > 0; left--) {
      words.add(word(random));
    }
    return words;
  }

  /** Of any code points but surrogates, which have no bytes. */
  private static String word(Random random) {
    int[] points = random.ints(random.nextInt(30), 0, 0xd800).toArray();
    return new String(points, 0, points.length);
  }

  private static Pace pace(byte[] body, Random random) {
    int[] ends = random.ints(random.nextInt(20), 0, body.length + 1).sorted().toArray();
    return new Pace(ends, random.ints(ends.length, 0, 1 << 30).sorted().toArray());
  }
}
