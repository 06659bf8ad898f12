package io.llmcache.internal.reply;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcache.exchange.Headers;
import io.llmcache.spi.CacheKey;
import io.llmcache.spi.Meaning;
import io.llmcache.spi.Pace;
import io.llmcache.spi.SemanticScope;
import io.llmcache.spi.StoredReply;
import io.llmcache.spi.Usage;
import io.llmcache.spi.Vectors;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Writes a stored reply as bytes and reads it back. The layout, version 5:
 *
 * <pre>
 *   1  version
 *   1  flags: 1 = body deflated, 2 = pace known, 4 = found by meaning, 8 = tenant known
 *   4  CRC-32C over the key and all that follows
 *   8  stored at, milliseconds since 1970
 *      numbers as variable-length integers: initial age ms, lifetime ms, epoch, took ms, status,
 *      prompt tokens + 1, completion tokens + 1
 *      texts with their length in front: format, model, form; number of tags, each tag; number of
 *      headers, each name and value
 *      where the tenant is known: text
 *      where the pace is known: number of chunks, for each its length and the ms since the last
 *      where it is found by meaning: scope (32), texts question and embedder, length in bytes of the
 *      vector, the {@link PackedVector}; up to version 4 its numbers in two bytes each
 *      length of the body before deflation, then the body
 * </pre>
 *
 * An entry of another version, of another key, or damaged in any way reads as null: a miss. Stored
 * entries of each released version are fixtures of the tests. Thread-safe.
 */
public final class EntryCodec {

  static final byte VERSION = 5;

  /** The last that has vectors in two bytes a number. */
  private static final byte HALVES = 4;

  /** Lacks the meaning, which version 3 has, and the tenant, which that lacks too. */
  static final byte OLDEST = 2;

  private static final int DEFLATED = 1;
  private static final int PACED = 2;
  private static final int MEANT = 4;
  private static final int OWNED = 8;
  private static final int CHECKED_FROM = 6;

  /** Far more than {@code KeptHeaders} lets through. */
  private static final int MOST_FIELDS = 256;

  private static final int MOST_TAGS = 64;

  /** No byte of deflated text stands for more. */
  private static final long MOST_DEFLATION = 1_032;

  private final int maxBody;

  /** Refuses to read a body of more than {@code maxBody} bytes, whatever the entry says. */
  public EntryCodec(int maxBody) {
    this.maxBody = maxBody;
  }

  /** The entry's bytes. */
  public byte[] write(CacheKey key, StoredReply reply) {
    byte[] packed = BodyPacking.deflate(reply.body());
    int flags = packed == null ? 0 : DEFLATED;
    EntryWriter out = new EntryWriter();
    out.octet(VERSION);
    out.octet(
        flags
            | (reply.pace().size() > 0 ? PACED : 0)
            | (reply.meaning() == null ? 0 : MEANT)
            | (reply.tenant().isEmpty() ? 0 : OWNED));
    out.fixed(0, 4);
    out.fixed(reply.storedAt().toEpochMilli(), 8);
    out.number(reply.initialAge().toMillis());
    out.number(reply.lifetime().toMillis());
    out.number(reply.epoch());
    out.number(reply.took().toMillis());
    out.number(reply.status());
    out.number(reply.usage().promptTokens() + 1);
    out.number(reply.usage().completionTokens() + 1);
    out.text(reply.format());
    out.text(reply.model());
    out.text(reply.form());
    out.number(reply.tags().size());
    reply.tags().forEach(out::text);
    out.number(reply.headers().size());
    reply
        .headers()
        .forEach(
            (name, value) -> {
              out.text(name);
              out.text(value);
            });
    if (!reply.tenant().isEmpty()) {
      out.text(reply.tenant());
    }
    if (reply.pace().size() > 0) {
      write(reply.pace(), out);
    }
    write(reply.meaning(), out);
    out.number(reply.body().length);
    out.bytes(packed == null ? reply.body() : packed);
    byte[] entry = out.toByteArray();
    ByteBuffer.wrap(entry).putInt(2, checksum(key, entry));
    return entry;
  }

  /** The reply, or null if the bytes are not a whole entry of this version for this key. */
  public @Nullable StoredReply read(CacheKey key, byte[] entry) {
    return read(key, entry, true);
  }

  /**
   * By what the entry can be found, or null if by its key alone, or if it is no entry of this key.
   * Costs less than reading it, since its body is left as it is.
   */
  public @Nullable Meaning meaning(CacheKey key, byte[] entry) {
    StoredReply reply = read(key, entry, false);
    return reply == null ? null : reply.meaning();
  }

  private @Nullable StoredReply read(CacheKey key, byte[] entry, boolean withBody) {
    if (entry.length < CHECKED_FROM
        || entry[0] > VERSION
        || entry[0] < OLDEST
        || ByteBuffer.wrap(entry).getInt(2) != checksum(key, entry)) {
      return null;
    }
    try {
      EntryReader in = new EntryReader(ByteBuffer.wrap(entry).position(CHECKED_FROM));
      return fields(entry[0], entry[1], in, withBody);
    } catch (MalformedContentException | BufferUnderflowException | ArithmeticException e) {
      return null;
    }
  }

  private @Nullable StoredReply fields(int version, int flags, EntryReader in, boolean withBody)
      throws MalformedContentException {
    Instant storedAt = Instant.ofEpochMilli(in.fixed());
    Duration initialAge = Duration.ofMillis(in.number());
    Duration lifetime = Duration.ofMillis(in.number());
    long epoch = in.number();
    Duration took = Duration.ofMillis(in.number());
    int status = Math.toIntExact(in.number());
    Usage usage = new Usage(in.number() - 1, in.number() - 1);
    String format = in.text();
    String model = in.text();
    String form = in.text();
    long tagCount = in.number();
    if (tagCount > MOST_TAGS) {
      return null;
    }
    List<String> tags = new ArrayList<>();
    for (long left = tagCount; left > 0; left--) {
      tags.add(in.text());
    }
    Headers headers = Headers.EMPTY;
    long fields = in.number();
    if (fields > MOST_FIELDS) {
      return null;
    }
    for (long left = fields; left > 0; left--) {
      headers = headers.plus(in.text(), in.text());
    }
    String tenant = (flags & OWNED) == 0 ? "" : in.text();
    Pace pace = (flags & PACED) == 0 ? Pace.UNKNOWN : pace(in);
    Meaning meaning = (flags & MEANT) == 0 ? null : meaning(version, in);
    byte[] body = withBody ? body(flags, in) : new byte[0];
    if (body == null) {
      return null;
    }
    return new StoredReply(
        storedAt,
        initialAge,
        lifetime,
        epoch,
        format,
        model,
        form,
        status,
        headers,
        body,
        usage,
        took,
        List.copyOf(tags),
        pace,
        meaning,
        tenant);
  }

  private byte @Nullable [] body(int flags, EntryReader in) throws MalformedContentException {
    long length = in.number();
    if (length < 0 || length > maxBody) {
      return null;
    }
    byte[] rest = in.rest();
    if (length > (rest.length + 1L) * MOST_DEFLATION) {
      return null;
    }
    byte[] body = (flags & DEFLATED) == 0 ? rest : BodyPacking.inflate(rest, (int) length);
    return body == null || body.length != length ? null : body;
  }

  private static void write(@Nullable Meaning meaning, EntryWriter out) {
    if (meaning != null) {
      out.bytes(meaning.scope().bytes());
      out.text(meaning.question());
      out.text(meaning.embedder());
      byte[] vector = PackedVector.pack(meaning.vector());
      out.number(vector.length);
      out.bytes(vector);
    }
  }

  private static Meaning meaning(int version, EntryReader in) throws MalformedContentException {
    byte[] scope = in.bytes(32);
    String question = in.text();
    String embedder = in.text();
    byte[] packed = in.bytes(in.number());
    float[] vector = version > HALVES ? PackedVector.unpack(packed) : Vectors.ofHalves(packed);
    return new Meaning(new SemanticScope(scope), question, embedder, vector);
  }

  private static void write(Pace pace, EntryWriter out) {
    out.number(pace.size());
    int end = 0;
    int time = 0;
    for (int i = 0; i < pace.size(); i++) {
      out.number(pace.ends()[i] - end);
      out.number(pace.millis()[i] - time);
      end = pace.ends()[i];
      time = pace.millis()[i];
    }
  }

  private static Pace pace(EntryReader in) throws MalformedContentException {
    long size = in.number();
    if (size < 0 || size > in.buffer().remaining() / 2) {
      throw new MalformedContentException("an entry has more chunks than bytes");
    }
    int[] ends = new int[(int) size];
    int[] millis = new int[(int) size];
    long end = 0;
    long time = 0;
    for (int i = 0; i < size; i++) {
      ends[i] = Math.toIntExact(end = Math.addExact(end, in.number()));
      millis[i] = Math.toIntExact(time = Math.addExact(time, in.number()));
    }
    return new Pace(ends, millis);
  }

  private static int checksum(CacheKey key, byte[] entry) {
    CRC32C crc = new CRC32C();
    crc.update(key.bytes());
    crc.update(entry, 0, 2);
    crc.update(entry, CHECKED_FROM, entry.length - CHECKED_FROM);
    return (int) crc.getValue();
  }

  /** Grows as it is written. */
  private static final class EntryWriter {

    private ByteBuffer buffer = ByteBuffer.allocate(512);

    void octet(int value) {
      room(1).put((byte) value);
    }

    void fixed(long value, int octets) {
      for (int shift = 8 * (octets - 1); shift >= 0; shift -= 8) {
        octet((int) (value >>> shift));
      }
    }

    /** Seven bits an octet, the lowest first; the top bit says that more follow. */
    void number(long value) {
      long rest = value;
      while ((rest & ~0x7fL) != 0) {
        octet((int) (rest & 0x7f | 0x80));
        rest >>>= 7;
      }
      octet((int) rest);
    }

    void text(String text) {
      byte[] encoded = text.getBytes(UTF_8);
      number(encoded.length);
      bytes(encoded);
    }

    void bytes(byte[] bytes) {
      room(bytes.length).put(bytes);
    }

    byte[] toByteArray() {
      byte[] written = new byte[buffer.position()];
      buffer.get(0, written);
      return written;
    }

    private ByteBuffer room(int octets) {
      if (buffer.remaining() < octets) {
        int capacity = Math.max(buffer.capacity() * 2, buffer.position() + octets);
        buffer = ByteBuffer.allocate(capacity).put(buffer.flip());
      }
      return buffer;
    }
  }

  private record EntryReader(ByteBuffer buffer) {

    long fixed() {
      return buffer.getLong();
    }

    long number() throws MalformedContentException {
      long value = 0;
      for (int shift = 0; shift < 64; shift += 7) {
        byte octet = buffer.get();
        value |= (octet & 0x7fL) << shift;
        if (octet >= 0) {
          return value;
        }
      }
      throw new MalformedContentException("a number does not end");
    }

    String text() throws MalformedContentException {
      return new String(bytes(number()), UTF_8);
    }

    byte[] bytes(long length) throws MalformedContentException {
      if (length < 0 || length > buffer.remaining()) {
        throw new MalformedContentException("a text is longer than its entry");
      }
      byte[] bytes = new byte[(int) length];
      buffer.get(bytes);
      return bytes;
    }

    byte[] rest() {
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      return bytes;
    }
  }
}
