package io.llmcache.infinispan;

import org.infinispan.notifications.Listener;
import org.infinispan.notifications.cachemanagerlistener.annotation.Merged;
import org.infinispan.notifications.cachemanagerlistener.event.MergeEvent;

/**
 * Told by Infinispan when parts of a cluster have found each other again. Public, since Infinispan
 * demands it; touches no other class of this room, since {@link Listeners} may load it apart from
 * them.
 */
@Listener
public final class MergeListener {

  private final Runnable merged;

  /**
   * @param merged throws nothing
   */
  public MergeListener(Runnable merged) {
    this.merged = merged;
  }

  @Merged
  public void merged(MergeEvent event) {
    merged.run();
  }
}
