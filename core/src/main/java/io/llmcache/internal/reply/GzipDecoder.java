package io.llmcache.internal.reply;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Undoes gzip (RFC 1952) from chunks split anywhere, one member after the other, and compares each
 * member with the checksum and the length in its trailer.
 */
final class GzipDecoder implements ContentDecoder {

  private static final int FHCRC = 2;
  private static final int FEXTRA = 4;
  private static final int FNAME = 8;
  private static final int FCOMMENT = 16;

  /** In place of a header's flags: no member has begun, or the last one is over. */
  private static final int BETWEEN = -1;

  private static final int LARGEST = 64 << 10;

  private enum Part {
    HEADER,
    EXTRA_LENGTH,
    EXTRA,
    NAME,
    COMMENT,
    HEADER_CHECK,
    BODY,
    TRAILER
  }

  private final Inflater inflater = new Inflater(true);
  private final byte[] piece = new byte[8192];
  private Part part = Part.HEADER;
  private int flags = BETWEEN;
  private int count;
  private int extra;
  private final CRC32 sum = new CRC32();
  private long trailer;
  private long trailerExpected;

  @Override
  public void decode(ByteBuffer chunk, Consumer<byte[]> out) throws MalformedContentException {
    ByteArrayOutputStream decoded = new ByteArrayOutputStream(LARGEST / 8);
    try {
      while (chunk.hasRemaining()) {
        if (part == Part.BODY) {
          inflate(chunk, decoded, out);
        } else {
          step(chunk.get() & 0xff);
        }
      }
    } finally {
      handOver(decoded, out);
    }
  }

  /** Before the first member, or right after the trailer of one, where another may follow. */
  @Override
  public boolean finished() {
    return part == Part.HEADER && count == 0 && flags == BETWEEN;
  }

  @Override
  public void close() {
    inflater.end();
  }

  private void inflate(ByteBuffer chunk, ByteArrayOutputStream decoded, Consumer<byte[]> out)
      throws MalformedContentException {
    inflater.setInput(chunk);
    try {
      int length = inflater.inflate(piece);
      while (length > 0) {
        decoded.write(piece, 0, length);
        sum.update(piece, 0, length);
        if (decoded.size() + piece.length > LARGEST) {
          handOver(decoded, out);
        }
        length = inflater.inflate(piece);
      }
    } catch (DataFormatException e) {
      throw new MalformedContentException("the gzip encoding of the reply is broken");
    }
    if (inflater.finished()) {
      endMember();
    } else if (inflater.needsDictionary()) {
      throw new MalformedContentException("the gzip encoding of the reply wants a dictionary");
    }
  }

  private void endMember() {
    trailerExpected = sum.getValue() | inflater.getBytesWritten() << 32;
    trailer = 0;
    sum.reset();
    inflater.reset();
    enter(Part.TRAILER);
  }

  private static void handOver(ByteArrayOutputStream decoded, Consumer<byte[]> out) {
    if (decoded.size() > 0) {
      out.accept(decoded.toByteArray());
      decoded.reset();
    }
  }

  private void step(int octet) throws MalformedContentException {
    switch (part) {
      case HEADER -> header(octet);
      case EXTRA_LENGTH -> {
        extra |= octet << (8 * count++);
        if (count == 2) {
          enter(extra == 0 ? after(Part.EXTRA) : Part.EXTRA);
        }
      }
      case EXTRA -> {
        if (++count == extra) {
          enter(after(Part.EXTRA));
        }
      }
      case NAME, COMMENT -> {
        if (octet == 0) {
          enter(after(part));
        }
      }
      case HEADER_CHECK -> {
        if (++count == 2) {
          enter(Part.BODY);
        }
      }
      case TRAILER -> trailer(octet);
      case BODY -> throw new IllegalStateException("the body is inflated, not stepped through");
    }
  }

  private void trailer(int octet) throws MalformedContentException {
    trailer |= (long) octet << (8 * count);
    if (++count == 8) {
      if (trailer != trailerExpected) {
        throw new MalformedContentException("the gzip encoding of the reply has a wrong checksum");
      }
      flags = BETWEEN;
      enter(Part.HEADER);
    }
  }

  private void header(int octet) throws MalformedContentException {
    int expected = count == 0 ? 0x1f : count == 1 ? 0x8b : count == 2 ? 8 : octet;
    if (octet != expected) {
      throw new MalformedContentException("the reply says gzip and is not");
    }
    if (count == 3) {
      flags = octet;
    }
    if (++count == 10) {
      extra = 0;
      enter((flags & FEXTRA) != 0 ? Part.EXTRA_LENGTH : after(Part.EXTRA));
    }
  }

  /** The part that follows, by the flags of the header. */
  private Part after(Part done) {
    if (done == Part.EXTRA && (flags & FNAME) != 0) {
      return Part.NAME;
    }
    if (done != Part.COMMENT && (flags & FCOMMENT) != 0) {
      return Part.COMMENT;
    }
    return (flags & FHCRC) != 0 ? Part.HEADER_CHECK : Part.BODY;
  }

  private void enter(Part next) {
    part = next;
    count = 0;
  }
}
