package io.llmcache.itests;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.llmcache.spi.CacheKey;
import java.net.URI;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Set;
import redis.clients.jedis.RedisClient;

/** What lies in a Redis for one namespace, to somebody who may read and write there. */
final class RedisEntries implements AutoCloseable {

  private static final byte[] BYTES = {'b'};

  private final RedisClient client;
  private final String prefix;

  RedisEntries(URI redis, String namespace) {
    this.client = RedisClient.create(redis);
    this.prefix = "llmcache:" + namespace + ":e:";
  }

  /** The names of all entries, each of which has the digits of its key at its end. */
  Set<String> names() {
    return client.keys(prefix + "*");
  }

  CacheKey key(String name) {
    return new CacheKey(HexFormat.of().parseHex(name.substring(prefix.length())));
  }

  byte[] read(String name) {
    return Objects.requireNonNull(client.hget(name.getBytes(US_ASCII), BYTES), name);
  }

  /** In place of what is there; its expiry stays. */
  void write(String name, byte[] entry) {
    client.hset(name.getBytes(US_ASCII), BYTES, entry);
  }

  /** All bytes of all entries, fields that others added included. */
  String dump() {
    StringBuilder all = new StringBuilder();
    for (String name : names()) {
      client
          .hgetAll(name.getBytes(US_ASCII))
          .forEach((field, value) -> all.append(new String(value, ISO_8859_1)).append('\n'));
    }
    return all.toString();
  }

  @Override
  public void close() {
    client.close();
  }
}
