package io.llmcache.exchange;

import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** The bytes of a reply: whole in memory, or still arriving. */
public sealed interface ReplyBody {

  /** A stream over the bytes from the first one; reading may block only where the body is live. */
  InputStream stream();

  /** All bytes are here. */
  final class Whole implements ReplyBody {

    private final byte[] bytes;

    public Whole(byte[] bytes) {
      this.bytes = bytes;
    }

    /** Not a copy: read only. */
    public byte[] bytes() {
      return bytes;
    }

    @Override
    public InputStream stream() {
      return new ByteArrayInputStream(bytes);
    }
  }

  /** The upstream is still sending. Each reader starts at the first byte and has its own pace. */
  non-sealed interface Live extends ReplyBody {

    /** A new reader at the first byte. Close it. */
    ChunkReader open();

    /** The one object that stands for the upstream's reply, whoever reads it. */
    default Object running() {
      return this;
    }

    @Override
    default InputStream stream() {
      return new ChunkInputStream(open());
    }
  }
}
