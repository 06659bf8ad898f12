package io.llmcache.internal.reply;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Undoes gzip (RFC 1952) from chunks split anywhere, one member after the other. The trailer's
 * checksum is not compared: the deflate stream has an end of its own, and the transport guards the
 * bytes.
 */
final class GzipDecoder implements ContentDecoder {

  private static final int FHCRC = 2;
  private static final int FEXTRA = 4;
  private static final int FNAME = 8;
  private static final int FCOMMENT = 16;

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
  private final byte[] out = new byte[8192];
  private Part part = Part.HEADER;
  private int flags;
  private int count;
  private int extra;

  @Override
  public byte[] decode(ByteBuffer chunk) throws MalformedContentException {
    ByteArrayOutputStream decoded = new ByteArrayOutputStream(chunk.remaining() * 4);
    while (chunk.hasRemaining()) {
      if (part == Part.BODY) {
        inflate(chunk, decoded);
      } else {
        step(chunk.get() & 0xff);
      }
    }
    return decoded.toByteArray();
  }

  /**
   * At the end of a member: right after its trailer, where another header may or may not follow.
   */
  @Override
  public boolean finished() {
    return part == Part.HEADER && count == 0 && flags == -1;
  }

  @Override
  public void close() {
    inflater.end();
  }

  private void inflate(ByteBuffer chunk, ByteArrayOutputStream decoded)
      throws MalformedContentException {
    inflater.setInput(chunk);
    try {
      int length = inflater.inflate(out);
      while (length > 0) {
        decoded.write(out, 0, length);
        length = inflater.inflate(out);
      }
    } catch (DataFormatException e) {
      throw new MalformedContentException("the gzip encoding of the reply is broken");
    }
    if (inflater.finished()) {
      inflater.reset();
      enter(Part.TRAILER);
    } else if (inflater.needsDictionary()) {
      throw new MalformedContentException("the gzip encoding of the reply wants a dictionary");
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
      case TRAILER -> {
        if (++count == 8) {
          flags = -1;
          enter(Part.HEADER);
        }
      }
      case BODY -> throw new IllegalStateException("the body is inflated, not stepped through");
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
