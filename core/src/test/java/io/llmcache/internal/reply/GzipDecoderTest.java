package io.llmcache.internal.reply;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.llmcache.exchange.Headers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GzipDecoderTest {

  private static final byte[] TEXT = "The last boat leaves at 18:40. ".repeat(20).getBytes(UTF_8);

  private final GzipDecoder decoder = new GzipDecoder();

  @Test
  void everySplitInTwoGivesTheSame() throws Exception {
    byte[] encoded = gzip(TEXT);
    for (int at = 0; at <= encoded.length; at++) {
      GzipDecoder split = new GzipDecoder();
      byte[] first = decode(split, Arrays.copyOf(encoded, at));
      assertThat(split.finished()).isEqualTo(at == 0 || at == encoded.length);
      byte[] rest = decode(split, Arrays.copyOfRange(encoded, at, encoded.length));
      assertThat(joined(first, rest)).isEqualTo(TEXT);
      assertThat(split.finished()).isTrue();
    }
  }

  @Property
  void everySplitInManyGivesTheSame(@ForAll byte[] body, @ForAll @Size(max = 30) List<Byte> lengths)
      throws Exception {
    byte[] encoded = joined(gzip(body), gzip(TEXT));
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    GzipDecoder split = new GzipDecoder();
    int at = 0;
    for (byte length : lengths) {
      int end = Math.min(encoded.length, at + (length & 0xff));
      read.writeBytes(decode(split, Arrays.copyOfRange(encoded, at, end)));
      at = end;
    }
    read.writeBytes(decode(split, Arrays.copyOfRange(encoded, at, encoded.length)));

    assertThat(read.toByteArray()).isEqualTo(joined(body, TEXT));
    assertThat(split.finished()).isTrue();
  }

  /** RFC 1952 section 2.3: optional parts of the header. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 4, 8, 16, 4 + 8, 8 + 16, 2 + 16, 2 + 4 + 8 + 16, 1 + 4 + 2})
  void headersWithOptionalPartsOneByteAtATime(int flags) throws Exception {
    for (int extra : new int[] {0, 1, 300}) {
      GzipDecoder bytewise = new GzipDecoder();
      ByteArrayOutputStream read = new ByteArrayOutputStream();
      for (byte one : withHeader(flags, extra)) {
        read.writeBytes(decode(bytewise, new byte[] {one}));
      }
      assertThat(read.toByteArray()).isEqualTo(TEXT);
      assertThat(bytewise.finished()).isTrue();
    }
  }

  @Test
  void anEmptyBodyIsAnEmptyBody() throws Exception {
    assertThat(decoder.finished()).isTrue();
    assertThat(decode(decoder, gzip(new byte[0]))).isEmpty();
    assertThat(decoder.finished()).isTrue();
  }

  @Test
  void aFlushedStreamIsReadAsFarAsItCame() throws Exception {
    ByteArrayOutputStream sink = new ByteArrayOutputStream();
    GZIPOutputStream out = new GZIPOutputStream(sink, 512, true);
    out.write("data: 1\n\n".getBytes(UTF_8));
    out.flush();

    assertThat(new String(decode(decoder, sink.toByteArray()), UTF_8)).isEqualTo("data: 1\n\n");
    assertThat(decoder.finished()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain text", "\u001f\u001f", "{\"id\":1}"})
  void whatIsNoGzipIsMalformed(String text) {
    assertThatExceptionOfType(MalformedContentException.class)
        .isThrownBy(() -> decode(decoder, text.getBytes(UTF_8)));
  }

  @Test
  void garbageAfterAMemberIsMalformed() {
    assertThatExceptionOfType(MalformedContentException.class)
        .isThrownBy(() -> decode(decoder, joined(gzip(TEXT), new byte[] {1, 2, 3})));
  }

  @Test
  void aBrokenDeflateStreamIsMalformed() throws Exception {
    ByteArrayOutputStream sink = new ByteArrayOutputStream();
    GZIPOutputStream out = new GZIPOutputStream(sink, 512, true);
    out.write(TEXT);
    out.flush();

    assertThat(decode(decoder, sink.toByteArray())).isEqualTo(TEXT);
    // there is no block of the type that these bits name
    assertThatExceptionOfType(MalformedContentException.class)
        .isThrownBy(() -> decode(decoder, new byte[] {(byte) 0xff}));
  }

  @Test
  void aTrailerThatDoesNotFitIsMalformed() throws Exception {
    byte[] encoded = gzip(TEXT);
    for (int at = encoded.length - 8; at < encoded.length; at++) {
      byte[] damaged = encoded.clone();
      damaged[at] ^= 1;
      assertThatExceptionOfType(MalformedContentException.class)
          .as("byte %d", at)
          .isThrownBy(() -> decode(new GzipDecoder(), damaged));
    }
  }

  @Property
  void noBytesMakeItThrowAnythingElse(@ForAll byte[] bytes) {
    try {
      decode(decoder, joined(new byte[] {0x1f, (byte) 0x8b, 8}, bytes));
    } catch (MalformedContentException e) {
      assertThat(e).hasMessageContaining("gzip");
    }
  }

  /** 1,000 to 1: a small chunk must not become one large piece in memory. */
  @Test
  void aBombComesInBoundedPieces() throws Exception {
    byte[] bomb = gzip(new byte[16 << 20]);
    long[] read = new long[2];

    decoder.decode(
        ByteBuffer.wrap(bomb),
        piece -> {
          read[0] += piece.length;
          read[1] = Math.max(read[1], piece.length);
        });

    assertThat(read[0]).isEqualTo(16 << 20);
    assertThat(read[1]).isLessThanOrEqualTo(64 << 10);
  }

  @ParameterizedTest
  @CsvSource({
    ", true",
    "identity, true",
    "' '  , true",
    "gzip, true",
    "GZIP, true",
    "x-gzip, true",
    "br, false",
    "deflate, false",
    "'gzip, gzip', false",
    "zstd, false",
  })
  void encodingsThatCanBeUndone(String encoding, boolean supported) {
    Headers headers = encoding == null ? Headers.EMPTY : Headers.of("content-encoding", encoding);

    assertThat(ContentDecoder.supports(headers)).isEqualTo(supported);
  }

  private static byte[] decode(ContentDecoder decoder, byte[] encoded)
      throws MalformedContentException {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    decoder.decode(ByteBuffer.wrap(encoded).asReadOnlyBuffer(), read::writeBytes);
    return read.toByteArray();
  }

  private static byte[] gzip(byte[] body) {
    ByteArrayOutputStream sink = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(sink)) {
      out.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return sink.toByteArray();
  }

  private static byte[] withHeader(int flags, int extra) {
    ByteArrayOutputStream sink = new ByteArrayOutputStream();
    sink.writeBytes(new byte[] {0x1f, (byte) 0x8b, 8, (byte) flags, 0, 0, 0, 0, 0, 3});
    if ((flags & 4) != 0) {
      sink.writeBytes(new byte[] {(byte) extra, (byte) (extra >> 8)});
      sink.writeBytes(new byte[extra]);
    }
    if ((flags & 8) != 0) {
      sink.writeBytes("name\0".getBytes(UTF_8));
    }
    if ((flags & 16) != 0) {
      sink.writeBytes("\0".getBytes(UTF_8));
    }
    if ((flags & 2) != 0) {
      CRC32 check = new CRC32();
      check.update(sink.toByteArray());
      sink.write((int) check.getValue());
      sink.write((int) check.getValue() >> 8);
    }
    byte[] plain = gzip(TEXT);
    sink.write(plain, 10, plain.length - 10);
    return sink.toByteArray();
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
