package io.llmcache.internal.reply;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.exchange.Headers;
import io.llmcache.spi.CacheKey;
import io.llmcache.spi.Meaning;
import io.llmcache.spi.Pace;
import io.llmcache.spi.SemanticScope;
import io.llmcache.spi.StoredReply;
import io.llmcache.spi.Usage;
import io.llmcache.testing.OlderEntry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;
import java.util.zip.Deflater;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntryCodecTest {

  static final CacheKey KEY = key(1);

  private static final int MAX = 1 << 20;
  private static final String OWNER = "credential:0123456789abcdef";

  /** Numbers that two bytes hold exactly, and 12 bits. */
  private static final float[] VECTOR = {0.5f, -0.25f, 0.0009765625f, 0};

  private final EntryCodec codec = new EntryCodec(MAX);

  @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
  void whatIsWrittenIsReadBack(@ForAll("replies") StoredReply reply) {
    assertThat(codec.read(KEY, codec.write(KEY, reply)))
        .usingRecursiveComparison()
        .isEqualTo(reply);
  }

  @Provide
  Arbitrary<StoredReply> replies() {
    Arbitrary<Duration> durations =
        Arbitraries.longs().between(0, Duration.ofDays(3650).toMillis()).map(Duration::ofMillis);
    Arbitrary<Instant> instants =
        Arbitraries.longs().between(-1_000_000, 4_102_444_800_000L).map(Instant::ofEpochMilli);
    Arbitrary<Headers> headers =
        Arbitraries.maps(
                Arbitraries.strings().alpha().ofMaxLength(20),
                Arbitraries.strings().ofMaxLength(40).list().ofMinSize(1).ofMaxSize(2))
            .ofMaxSize(4)
            .map(Headers::of);
    Arbitrary<byte[]> bodies =
        Arbitraries.oneOf(
            Arbitraries.bytes().array(byte[].class).ofMaxSize(600),
            Arbitraries.strings().ofMaxLength(30).map(s -> s.repeat(50).getBytes(UTF_8)));
    Arbitrary<Usage> usages =
        Combinators.combine(
                Arbitraries.longs().between(-1, Long.MAX_VALUE - 1),
                Arbitraries.longs().between(-1, 1_000_000))
            .as(Usage::new);
    return Combinators.combine(
            instants,
            durations.list().ofSize(3),
            Arbitraries.longs().between(0, Long.MAX_VALUE),
            Arbitraries.strings().ofMaxLength(50).list().ofSize(2),
            Arbitraries.strings().ofMaxLength(20).list().ofMaxSize(5),
            headers,
            bodies,
            usages)
        .as(
            (stored, times, epoch, names, tags, fields, body, usage) ->
                new StoredReply(
                        stored,
                        times.get(0),
                        times.get(1),
                        epoch,
                        names.get(0),
                        names.get(1),
                        "stream;" + names.get(0),
                        200,
                        fields,
                        body,
                        usage,
                        times.get(2),
                        tags,
                        paceOf(body))
                    .of(names.get(1)));
  }

  /** Chunks of growing length at growing intervals; none for an empty body. */
  private static Pace paceOf(byte[] body) {
    int chunks = Math.min(body.length, 9);
    int[] ends = new int[chunks];
    int[] millis = new int[chunks];
    for (int i = 0; i < chunks; i++) {
      ends[i] = body.length * (i + 1) / chunks;
      millis[i] = i * i * 150;
    }
    return new Pace(ends, millis);
  }

  @Test
  void everyTruncationIsAMiss() {
    byte[] entry = codec.write(KEY, reply("{\"answer\":42}".repeat(20).getBytes(UTF_8)));
    for (int length = 0; length < entry.length; length++) {
      assertThat(codec.read(KEY, Arrays.copyOf(entry, length))).as("%d bytes", length).isNull();
    }
    assertThat(codec.read(KEY, Arrays.copyOf(entry, entry.length + 1))).isNull();
  }

  @Test
  void everyFlippedBitIsAMiss() {
    byte[] entry = codec.write(KEY, reply("{\"answer\":42}".repeat(20).getBytes(UTF_8)));
    for (int bit = 0; bit < entry.length * 8; bit++) {
      byte[] flipped = entry.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(codec.read(KEY, flipped)).as("bit %d", bit).isNull();
    }
    assertThat(codec.read(KEY, entry)).isNotNull();
  }

  @Property
  void noBytesMakeItThrow(@ForAll byte[] bytes) {
    assertThat(codec.read(KEY, bytes)).isNull();
    assertThat(codec.read(KEY, checked(bytes)))
        .satisfiesAnyOf(
            read -> assertThat(read).isNull(), read -> assertThat(read.body()).isNotNull());
  }

  /** The checksum holds, so that what comes behind it is reached. */
  @Test
  void noFieldMakesItThrowBehindTheChecksum() {
    byte[] entry = codec.write(KEY, reply("{\"answer\":42}".repeat(20).getBytes(UTF_8)));
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      byte[] changed = Arrays.copyOf(entry, 6 + random.nextInt(entry.length));
      for (int n = random.nextInt(4); n >= 0; n--) {
        changed[random.nextInt(changed.length)] = (byte) random.nextInt();
      }
      StoredReply read = codec.read(KEY, checked(changed));
      assertThat(read == null || read.body().length <= MAX).isTrue();
    }
  }

  @Test
  void anotherKeysEntryIsAMiss() {
    assertThat(codec.read(key(2), codec.write(KEY, reply(new byte[10])))).isNull();
  }

  @Test
  void anotherVersionIsAMissEvenIfTheRestIsRight() {
    byte[] entry = codec.write(KEY, reply(new byte[10]));
    entry[0] = 1;

    assertThat(codec.read(KEY, recomputed(entry))).isNull();
  }

  @Test
  void aLargerBodyThanAllowedIsAMiss() {
    StoredReply large = reply(new byte[MAX + 1]);

    assertThat(codec.read(KEY, new EntryCodec(2 * MAX).write(KEY, large))).isNull();
    assertThat(codec.read(KEY, codec.write(KEY, reply(new byte[MAX])))).isNotNull();
  }

  @Test
  void aBombIsAMissWithoutTheMemoryForIt() {
    byte[] bomb = deflated(new byte[16 << 20]);
    EntryCodec small = new EntryCodec(1_000);
    long before = allocated();

    assertThat(small.read(KEY, declaring(bomb, 16 << 20))).as("says it is large").isNull();
    assertThat(small.read(KEY, declaring(bomb, 1_000))).as("says it is small").isNull();
    assertThat(small.read(KEY, declaring(bomb, Long.MAX_VALUE))).as("overflows").isNull();
    assertThat(small.read(KEY, declaring(bomb, -1))).as("negative").isNull();

    assertThat(allocated() - before).isLessThan(2 << 20);
  }

  @Test
  void aShorterBodyThanDeclaredIsAMiss() {
    assertThat(codec.read(KEY, declaring(deflated(new byte[100]), 101))).isNull();
    assertThat(codec.read(KEY, declaring(deflated(new byte[100]), 100))).isNotNull();
    assertThat(codec.read(KEY, declaring(deflated(new byte[100]), 99))).isNull();
  }

  @Test
  void bodiesThatDeflateAreDeflated() {
    assertThat(codec.write(KEY, reply(new byte[100_000])).length).isLessThan(1_000);
  }

  /** Whoever changes the layout adds what the version before it wrote, and what it reads as. */
  @Test
  void everyVersionHasItsFixture() throws Exception {
    byte[] newest = fixture(EntryCodec.VERSION);

    assertThat(newest[0]).isEqualTo(EntryCodec.VERSION);
    assertThat(codec.write(KEY, meaningful().of(OWNER))).isEqualTo(newest);
    for (int version = EntryCodec.OLDEST; version <= EntryCodec.VERSION; version++) {
      assertThat(codec.read(KEY, fixture(version))).as("version %d", version).isNotNull();
    }
    byte[] before = newest.clone();
    before[0] = EntryCodec.OLDEST - 1;
    assertThat(codec.read(KEY, recomputed(before))).isNull();
    before[0] = EntryCodec.VERSION + 1;
    assertThat(codec.read(KEY, recomputed(before))).isNull();
  }

  private static byte[] fixture(int version) throws IOException {
    String name = "entry-v" + version + ".hex";
    try (InputStream in = EntryCodecTest.class.getResourceAsStream(name)) {
      assertThat(in).as("there is no fixture %s", name).isNotNull();
      return HexFormat.of().parseHex(new String(in.readAllBytes(), UTF_8).strip());
    }
  }

  /** What other tests take for entries of version 3 are some. */
  @Test
  void anEntryOfTodayIsMadeOneOfVersionThree() throws Exception {
    assertThat(OlderEntry.ofVersionThree(KEY, fixture(4))).isEqualTo(fixture(3));
  }

  /** Stored entries of versions 4 and 5, written by {@link #meaningful} of {@link #OWNER}. */
  @ParameterizedTest
  @ValueSource(ints = {4, 5})
  void anEntryOfVersionFourOrFiveIsRead(int version) throws Exception {
    assertThat(codec.read(KEY, fixture(version)))
        .usingRecursiveComparison()
        .isEqualTo(meaningful().of(OWNER));
  }

  /** What an index says is checked against it: no store may have it changed. */
  @Test
  void aFlippedBitInTheVectorIsAMiss() {
    byte[] entry = codec.write(KEY, meaningful());
    byte[] vector = PackedVector.pack(VECTOR);
    int at = new String(entry, ISO_8859_1).indexOf(new String(vector, ISO_8859_1));
    assertThat(at).isPositive();
    for (int bit = 8 * at; bit < 8 * (at + vector.length); bit++) {
      byte[] flipped = entry.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(codec.read(KEY, flipped)).as("bit %d", bit).isNull();
    }
  }

  @Test
  void aVectorOfBytesThatStandForNoNumbersIsAMiss() {
    byte[] entry = codec.write(KEY, meaningful());
    byte[] vector = PackedVector.pack(VECTOR);
    int at = new String(entry, ISO_8859_1).indexOf(new String(vector, ISO_8859_1));
    entry[at + 1] = 3;

    assertThat(codec.read(KEY, recomputed(entry))).isNull();
  }

  @Test
  void aBodyThatCannotBeSoLongCostsNoMemory() {
    EntryCodec large = new EntryCodec(1 << 30);
    byte[] entry = declaring(deflated(new byte[100]), 1 << 29);
    long before = allocated();

    assertThat(large.read(KEY, entry)).isNull();

    assertThat(allocated() - before).isLessThan(1 << 20);
  }

  /** A stored entry of version 2, written by {@link #reply}; must stay readable while we say so. */
  @Test
  void anEntryOfVersionTwoIsStillRead() throws Exception {
    StoredReply read = codec.read(KEY, fixture(2));

    assertThat(read)
        .usingRecursiveComparison()
        .isEqualTo(reply("{\"answer\":42}".repeat(20).getBytes(UTF_8)));
  }

  /** A stored entry of version 3, written by {@link #meaningful}. */
  @Test
  void anEntryOfVersionThreeIsStillRead() throws Exception {
    StoredReply reply = meaningful();

    assertThat(codec.read(KEY, fixture(3))).usingRecursiveComparison().isEqualTo(reply);
    assertThat(codec.meaning(KEY, codec.write(KEY, reply)))
        .usingRecursiveComparison()
        .isEqualTo(reply.meaning());
    assertThat(codec.meaning(key(9), codec.write(KEY, reply))).isNull();
    assertThat(codec.read(KEY, codec.write(KEY, reply)))
        .usingRecursiveComparison()
        .isEqualTo(reply);
  }

  private static StoredReply meaningful() {
    byte[] scope = new byte[32];
    Arrays.fill(scope, (byte) 0x5c);
    return reply("{\"answer\":42}".repeat(20).getBytes(UTF_8))
        .meaning(
            new Meaning(
                new SemanticScope(scope), "How tall is a façade?", "minilm-l6-v2-q8", VECTOR));
  }

  static StoredReply reply(byte[] body) {
    return new StoredReply(
        Instant.ofEpochMilli(1_735_689_600_123L),
        Duration.ofSeconds(3),
        Duration.ofHours(1),
        7,
        "openai.chat",
        "gpt-4o-mini",
        "stream;include_usage=true",
        200,
        Headers.of("Content-Type", "text/event-stream; charset=utf-8").plus("openai-version", "é"),
        body,
        new Usage(34, -1),
        Duration.ofMillis(1_234),
        List.of("product:7", "été"),
        new Pace(new int[] {13, 26}, new int[] {0, 300}));
  }

  private static CacheKey key(int fill) {
    byte[] digest = new byte[32];
    Arrays.fill(digest, (byte) fill);
    return new CacheKey(digest);
  }

  /** Bytes as the part behind version, flags and checksum, which are right. */
  private static byte[] checked(byte[] bytes) {
    byte[] entry = new byte[Math.max(6, bytes.length)];
    System.arraycopy(bytes, 0, entry, 0, bytes.length);
    entry[0] = EntryCodec.VERSION;
    return recomputed(entry);
  }

  private static byte[] recomputed(byte[] entry) {
    CRC32C check = new CRC32C();
    check.update(KEY.bytes());
    check.update(entry, 0, 2);
    check.update(entry, 6, entry.length - 6);
    ByteBuffer.wrap(entry).putInt(2, (int) check.getValue());
    return entry;
  }

  /** An entry whose body is these deflated bytes, and says it is that long. */
  private byte[] declaring(byte[] deflated, long length) {
    byte[] head = codec.write(KEY, reply(new byte[0]));
    ByteBuffer entry = ByteBuffer.allocate(head.length - 1 + 10 + deflated.length);
    entry.put(head, 0, head.length - 1);
    long rest = length;
    while ((rest & ~0x7fL) != 0) {
      entry.put((byte) (rest & 0x7f | 0x80));
      rest >>>= 7;
    }
    entry.put((byte) rest).put(deflated);
    byte[] bytes = Arrays.copyOf(entry.array(), entry.position());
    bytes[1] |= 1;
    return recomputed(bytes);
  }

  private static byte[] deflated(byte[] body) {
    Deflater deflater = new Deflater(9, true);
    deflater.setInput(body);
    deflater.finish();
    byte[] packed = new byte[body.length / 100 + 1_000];
    int length = deflater.deflate(packed);
    deflater.end();
    return Arrays.copyOf(packed, length);
  }

  private static long allocated() {
    com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
    return threads.getCurrentThreadAllocatedBytes();
  }

  /** Only for making a fixture once; see {@link #everyVersionHasItsFixture}. */
  public static void main(String[] args) {
    byte[] entry = new EntryCodec(MAX).write(KEY, meaningful().of(OWNER));
    System.out.println(HexFormat.of().formatHex(entry));
  }
}
