package io.llmcache.spi;

import java.util.Objects;

/**
 * Which stored answers are not to be served any more. It holds for all that were asked for before
 * it, wherever they are stored, and also for those under way.
 *
 * @param value the key in hexadecimal, the model, the tag or the tenant; empty for the other kinds
 */
public record Invalidation(Kind kind, String value) {

  /** What the answers have in common. */
  public enum Kind {
    /** One stored answer. */
    KEY,
    /** The model that their requests named. */
    MODEL,
    /** A tag that their requests gave them. */
    TAG,
    /** Whose they are. */
    TENANT,
    /** The namespace of the cache that is asked. */
    NAMESPACE,
    /** All namespaces of the shared tier; without one, this namespace. */
    ALL
  }

  public Invalidation {
    Objects.requireNonNull(kind);
    boolean named = kind != Kind.NAMESPACE && kind != Kind.ALL;
    if (named == value.isBlank()) {
      throw new IllegalArgumentException(
          named ? "an invalidation by " + kind + " names it" : kind + " has no name");
    }
  }

  public static Invalidation key(CacheKey key) {
    return new Invalidation(Kind.KEY, key.hex());
  }

  /** By the model's name exactly as requests have it. */
  public static Invalidation model(String model) {
    return new Invalidation(Kind.MODEL, model);
  }

  /** By a tag, without blanks around it: as in the request header {@code llmcache-tags}. */
  public static Invalidation tag(String tag) {
    return new Invalidation(Kind.TAG, tag.strip());
  }

  /**
   * By whose they are.
   *
   * @param tenant as an {@link Explanation} names it; never a credential
   */
  public static Invalidation tenant(String tenant) {
    return new Invalidation(Kind.TENANT, tenant.strip());
  }

  public static Invalidation namespace() {
    return new Invalidation(Kind.NAMESPACE, "");
  }

  public static Invalidation all() {
    return new Invalidation(Kind.ALL, "");
  }

  /**
   * Whether it covers this answer, stored under this key in the cache that is asked. An answer of
   * which nobody knows whose it is may be any tenant's.
   */
  public boolean covers(CacheKey key, StoredReply reply) {
    return switch (kind) {
      case KEY -> key.hex().equals(value);
      case MODEL -> reply.model().equals(value);
      case TAG -> reply.tags().contains(value);
      case TENANT -> reply.tenant().isEmpty() || reply.tenant().equals(value);
      case NAMESPACE, ALL -> true;
    };
  }
}
