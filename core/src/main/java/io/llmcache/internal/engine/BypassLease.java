package io.llmcache.internal.engine;

import io.llmcache.exchange.CacheStatus;
import io.llmcache.exchange.Headers;
import io.llmcache.exchange.Lease;
import io.llmcache.exchange.Recording;
import io.llmcache.internal.reply.Recorder;
import io.llmcache.spi.ReplyFacts;
import org.jspecify.annotations.Nullable;

/** The lease of a call that the cache keeps out of: its recording is a mere relay. */
final class BypassLease implements Lease {

  private final String cacheStatus;
  private final @Nullable Account account;

  /**
   * @param account null: it is not to be explained
   */
  BypassLease(String why, @Nullable Account account) {
    this.cacheStatus = CacheStatus.bypass(why);
    this.account = account;
  }

  @Override
  public @Nullable String explanation() {
    return account == null ? null : account.header();
  }

  @Override
  public String cacheStatus() {
    return cacheStatus;
  }

  @Override
  public boolean records() {
    return false;
  }

  @Override
  public Recording reply(int status, Headers headers) {
    Headers announced = account == null ? headers : account.with(headers);
    return Recorder.relay(status, announced, cacheStatus, new NobodyKeeps());
  }

  @Override
  public void failed(Throwable cause) {}

  @Override
  public void close() {}

  /** Nothing is kept: when its reader leaves, the call is over. */
  static class NobodyKeeps implements Recorder.Keeper {

    @Override
    public void ended(byte @Nullable [] body, ReplyFacts facts) {}

    @Override
    public void broken(Throwable cause) {}

    @Override
    public void deserted(Recorder recorder) {
      recorder.giveUpIfDeserted();
    }
  }
}
