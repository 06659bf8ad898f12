package io.llmcache.internal.policy;

import io.llmcache.settings.Settings;
import io.llmcache.spi.ReplyFacts;
import io.llmcache.spi.RequestFacts;
import java.time.Duration;

/** Decides whether a complete reply is stored, and for how long. */
public final class StoragePolicy {

  /** An answer that was cut at its length is kept no longer than this. */
  static final Duration TRUNCATED = Duration.ofMinutes(10);

  private final Settings settings;

  public StoragePolicy(Settings settings) {
    this.settings = settings;
  }

  /** Whether a reply with this status can be stored at all, known before its first byte. */
  public boolean storable(int status) {
    return status == 200;
  }

  /** Judges a reply whose status is {@linkplain #storable storable} and whose bytes all came. */
  public StorageVerdict assess(RequestFacts request, ReplyFacts reply, Duration initialAge) {
    StorageVerdict verdict =
        switch (reply.ending()) {
          case NATURAL, TOOL_CALL -> new StorageVerdict(settings.ttl().of(request.model()), "");
          case LENGTH -> truncated(request);
          case REFUSED -> StorageVerdict.refused("refused");
          case EMPTY -> StorageVerdict.refused("empty");
          case UNKNOWN -> StorageVerdict.refused("unknown-ending");
          case ERROR -> StorageVerdict.refused("error");
          case INCOMPLETE -> StorageVerdict.refused("incomplete");
        };
    boolean born = verdict.lifetime().compareTo(initialAge) > 0;
    return verdict.stores() && !born ? StorageVerdict.refused("no-lifetime") : verdict;
  }

  private StorageVerdict truncated(RequestFacts request) {
    if (!request.lengthLimited()) {
      return StorageVerdict.refused("cut-at-unknown-length");
    }
    Duration ttl = settings.ttl().of(request.model());
    return new StorageVerdict(ttl.compareTo(TRUNCATED) < 0 ? ttl : TRUNCATED, "");
  }
}
