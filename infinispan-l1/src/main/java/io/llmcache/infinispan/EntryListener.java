package io.llmcache.infinispan;

import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.infinispan.commons.marshall.WrappedByteArray;
import org.infinispan.notifications.Listener;
import org.infinispan.notifications.cachelistener.annotation.CacheEntriesEvicted;
import org.infinispan.notifications.cachelistener.annotation.CacheEntryCreated;
import org.infinispan.notifications.cachelistener.annotation.CacheEntryExpired;
import org.infinispan.notifications.cachelistener.annotation.CacheEntryInvalidated;
import org.infinispan.notifications.cachelistener.annotation.CacheEntryModified;
import org.infinispan.notifications.cachelistener.annotation.CacheEntryRemoved;
import org.infinispan.notifications.cachelistener.event.CacheEntriesEvictedEvent;
import org.infinispan.notifications.cachelistener.event.CacheEntryEvent;

/**
 * What Infinispan tells when entries come and go on this node. Public, since Infinispan demands it;
 * touches no other class of this room, since {@link Listeners} may load it apart from them.
 */
@Listener(observation = Listener.Observation.POST)
public final class EntryListener {

  private final BiConsumer<Object, Object> put;
  private final Consumer<Object> gone;

  /**
   * @param put told the name and the value; throws nothing
   * @param gone told the name; throws nothing
   */
  public EntryListener(BiConsumer<Object, Object> put, Consumer<Object> gone) {
    this.put = put;
    this.gone = gone;
  }

  @CacheEntryCreated
  @CacheEntryModified
  public void put(CacheEntryEvent<Object, Object> event) {
    put.accept(bare(event.getKey()), bare(event.getValue()));
  }

  @CacheEntryRemoved
  @CacheEntryExpired
  @CacheEntryInvalidated
  public void gone(CacheEntryEvent<Object, Object> event) {
    gone.accept(bare(event.getKey()));
  }

  @CacheEntriesEvicted
  public void evicted(CacheEntriesEvictedEvent<Object, Object> event) {
    event.getEntries().keySet().forEach(name -> gone.accept(bare(name)));
  }

  /** A simple cache shows arrays as it holds them. */
  private static Object bare(Object thing) {
    return thing instanceof WrappedByteArray wrapped ? wrapped.getBytes() : thing;
  }
}
