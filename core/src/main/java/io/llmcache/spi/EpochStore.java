package io.llmcache.spi;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * Epochs shared between nodes: for each invalidated scope the number of its last invalidation. They
 * have no expiry. Calls behave as those of {@link ResponseStore} do.
 */
public interface EpochStore {

  /**
   * The whole table. If there is none it is empty, or begins anew: all scopes may then have been
   * raised above the numbers of the one that was lost.
   */
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

  /**
   * Whether the nodes themselves keep the table: what one of them knows and the table lacks is then
   * to be raised again. False: a server keeps it, and if that loses it, what was raised by nodes
   * that are gone is not known any more.
   */
  default boolean keptByNodes() {
    return false;
  }

  /**
   * Runs {@code merged} on every node after parts of a cluster that went on alone have found each
   * other again: each of them may have given the same numbers.
   */
  default void onMerge(Runnable merged) {}
}
