package io.llmcache.internal.seal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.spi.CacheKey;
import io.llmcache.testing.KeyFiles;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What both kinds of seal promise, and what only encryption does. */
class SealTest {

  private static final CacheKey KEY = key(1);
  private static final byte[] ENTRY = "What does the marker say? Forty-two.".getBytes(UTF_8);

  /** A seal for a namespace, under keys that are always the same. */
  private static final Map<String, Function<String, Seal>> SEALS =
      Map.of(
          "encrypted", namespace -> new Encryption(SealTest::keys, namespace),
          "signed", namespace -> new Signing(new byte[32], namespace));

  private static KeyRing keys() {
    return KeyRing.of("keys", List.of(KeyFiles.line("2026-01"), KeyFiles.line("2025-12")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"encrypted", "signed"})
  void onlyWhatWasClosedIsOpened(String kind) {
    Seal seal = seal(kind, "ns");
    byte[] sealed = seal.close(KEY, ENTRY);

    assertThat(seal.open(KEY, sealed)).isEqualTo(ENTRY);
    assertThat(seal.open(KEY, seal.close(KEY, new byte[0]))).isEmpty();
    assertThat(seal.open(KEY, ENTRY)).as("not sealed").isNull();
    for (int length = 0; length < sealed.length; length++) {
      assertThat(seal.open(KEY, Arrays.copyOf(sealed, length))).as("%d bytes", length).isNull();
    }
    assertThat(seal.open(KEY, Arrays.copyOf(sealed, sealed.length + 1))).isNull();
    for (int bit = 0; bit < sealed.length * 8; bit++) {
      byte[] flipped = sealed.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(seal.open(KEY, flipped)).as("bit %d", bit).isNull();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"encrypted", "signed"})
  void itIsOfOneKeyAndOneNamespace(String kind) {
    byte[] sealed = seal(kind, "ns").close(KEY, ENTRY);

    assertThat(seal(kind, "ns").open(key(2), sealed)).as("copied to another key").isNull();
    assertThat(seal(kind, "other").open(KEY, sealed)).as("another namespace").isNull();
    assertThat(seal(kind, "ns").open(KEY, sealed)).as("another node").isEqualTo(ENTRY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"encrypted", "signed"})
  void whatWasStoredBeforeIsStillOpened(String kind) throws IOException {
    assertThat(seal(kind, "ns").open(KEY, fixture(kind + "-1.hex"))).isEqualTo(ENTRY);
  }

  @Test
  void oneKindIsNotTheOther() {
    assertThat(seal("signed", "ns").open(KEY, seal("encrypted", "ns").close(KEY, ENTRY))).isNull();
    assertThat(seal("encrypted", "ns").open(KEY, seal("signed", "ns").close(KEY, ENTRY))).isNull();
  }

  @Test
  void anotherSecretsSignatureIsNone() {
    byte[] other = new byte[32];
    other[31] = 1;

    assertThat(new Signing(other, "ns").open(KEY, seal("signed", "ns").close(KEY, ENTRY))).isNull();
  }

  @Test
  void nothingOfTheEntryShows() {
    Seal seal = seal("encrypted", "ns");
    byte[] one = seal.close(KEY, ENTRY);
    byte[] two = seal.close(KEY, ENTRY);

    assertThat(one).isNotEqualTo(two);
    assertThat(new String(one, ISO_8859_1)).contains("2026-01").doesNotContain("marker");
    assertThat(one).hasSize(1 + 1 + 7 + 12 + ENTRY.length + 16);
  }

  @Test
  void theFirstKeyWritesAndAllRead() {
    KeyRing old = KeyRing.of("keys", List.of(KeyFiles.line("2025-12")));
    KeyRing later = KeyRing.of("keys", List.of(KeyFiles.line("2026-01")));
    byte[] before = new Encryption(() -> old, "ns").close(KEY, ENTRY);
    byte[] after = new Encryption(SealTest::keys, "ns").close(KEY, ENTRY);

    assertThat(new Encryption(SealTest::keys, "ns").open(KEY, before)).isEqualTo(ENTRY);
    assertThat(new Encryption(() -> later, "ns").open(KEY, after)).isEqualTo(ENTRY);
    assertThat(new Encryption(() -> later, "ns").open(KEY, before)).as("taken out").isNull();
    assertThat(new Encryption(() -> old, "ns").open(KEY, after)).as("not there yet").isNull();
  }

  @Test
  void aKeyOfTheSameIdIsNotEnough() {
    KeyRing other = KeyRing.of("keys", List.of("2026-01 " + "0".repeat(64)));

    byte[] sealed = new Encryption(SealTest::keys, "ns").close(KEY, ENTRY);

    assertThat(new Encryption(() -> other, "ns").open(KEY, sealed)).isNull();
  }

  private static Seal seal(String kind, String namespace) {
    return SEALS.get(kind).apply(namespace);
  }

  private static CacheKey key(int fill) {
    byte[] digest = new byte[32];
    Arrays.fill(digest, (byte) fill);
    return new CacheKey(digest);
  }

  private static byte[] fixture(String name) throws IOException {
    try (InputStream in = SealTest.class.getResourceAsStream(name)) {
      assertThat(in).as("there is no fixture %s", name).isNotNull();
      return HexFormat.of().parseHex(new String(in.readAllBytes(), UTF_8).strip());
    }
  }

  /** Only for making the fixtures once. */
  public static void main(String[] args) {
    SEALS.forEach(
        (kind, seal) ->
            System.out.println(
                kind + " " + HexFormat.of().formatHex(seal.apply("ns").close(KEY, ENTRY))));
  }
}
