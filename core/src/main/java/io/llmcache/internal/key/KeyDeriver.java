package io.llmcache.internal.key;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcache.spi.CacheKey;
import io.llmcache.spi.Question;
import io.llmcache.spi.RequestFacts;
import io.llmcache.spi.SemanticScope;
import java.net.URI;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Derives the key of a request: SHA-256 over its parts, each with its length in front, so that no
 * two lists of parts run together.
 */
public final class KeyDeriver {

  /** Moves whenever the same request would get another key than before. */
  static final int VERSION = 2;

  private final byte[] namespace;

  public KeyDeriver(String namespace) {
    this.namespace = namespace.getBytes(UTF_8);
  }

  /**
   * @param tenant who shares answers with whom
   * @param target the real upstream's absolute URI
   */
  public CacheKey derive(String tenant, URI target, RequestFacts facts) {
    KeyBytes bytes = new KeyBytes();
    surroundings(bytes, tenant, target, facts);
    byte[] canonical = facts.canonical();
    bytes.count(canonical.length);
    MessageDigest digest = Sha256.digest();
    bytes.into(digest);
    digest.update(canonical);
    return new CacheKey(digest.digest());
  }

  /**
   * The scope in which the request's question is asked: the key of the same request with the
   * question taken out, and never equal to any key.
   */
  public SemanticScope scope(String tenant, URI target, RequestFacts facts, Question question) {
    KeyBytes bytes = new KeyBytes();
    bytes.part("scope");
    surroundings(bytes, tenant, target, facts);
    byte[] canonical = facts.canonical();
    bytes.count(question.from());
    MessageDigest digest = Sha256.digest();
    bytes.into(digest);
    digest.update(canonical, 0, question.from());
    KeyBytes rest = new KeyBytes();
    rest.count(canonical.length - question.to());
    rest.into(digest);
    digest.update(canonical, question.to(), canonical.length - question.to());
    return new SemanticScope(digest.digest());
  }

  /** Names a pair of keys, in this order: 32 hexadecimal digits. */
  public static String pair(CacheKey one, CacheKey other) {
    MessageDigest digest = Sha256.digest();
    digest.update(one.bytes());
    digest.update(other.bytes());
    return HexFormat.of().formatHex(digest.digest(), 0, 16);
  }

  private void surroundings(KeyBytes bytes, String tenant, URI target, RequestFacts facts) {
    bytes.octet(VERSION);
    bytes.part(namespace);
    bytes.part(tenant);
    bytes.part(facts.format());
    bytes.part(origin(target));
    bytes.part(facts.path());
    bytes.count(facts.keyHeaders().size());
    facts
        .keyHeaders()
        .forEach(
            (name, value) -> {
              bytes.part(name);
              bytes.part(value);
            });
    bytes.count(facts.keyQuery().size());
    facts.keyQuery().forEach(bytes::part);
  }

  static String origin(URI target) {
    String scheme = target.getScheme().toLowerCase(Locale.ROOT);
    int port = target.getPort() >= 0 ? target.getPort() : scheme.equals("https") ? 443 : 80;
    return scheme + "://" + target.getHost().toLowerCase(Locale.ROOT) + ":" + port;
  }
}
