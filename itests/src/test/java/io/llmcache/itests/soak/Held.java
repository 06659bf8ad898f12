package io.llmcache.itests.soak;

import java.util.List;

/**
 * What a server holds at one moment.
 *
 * @param heap bytes that a garbage collection left
 * @param metaspace bytes
 * @param buffers how many direct buffers
 * @param bufferBytes their bytes
 * @param threads the names of all
 * @param files open files and sockets; 0 where the system does not say
 * @param sockets of these
 * @param redis connections to Redis
 */
public record Held(
    long heap,
    long metaspace,
    long buffers,
    long bufferBytes,
    List<String> threads,
    long files,
    long sockets,
    long redis) {

  /** How many threads the cache has. */
  public long cacheThreads() {
    return threads.stream().filter(name -> name.startsWith("llmcache")).count();
  }
}
