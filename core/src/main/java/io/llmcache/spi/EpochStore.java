package io.llmcache.spi;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * Epochs shared between nodes: for each invalidated scope the number of its last invalidation. They
 * have no expiry. Calls behave as those of {@link ResponseStore} do.
 */
public interface EpochStore {

  /** The whole table; empty if there is none. */
  CompletionStage<Map<String, Long>> read();

  /**
   * Gives each scope a number above every number in the table, and not below {@code atLeast}, in
   * one step that other nodes see whole.
   *
   * @return that number
   */
  CompletionStage<Long> raise(Set<String> scopes, long atLeast);

  /** Runs {@code changed} soon after another node raised; an optimisation over the regular poll. */
  default void onChange(Runnable changed) {}
}
