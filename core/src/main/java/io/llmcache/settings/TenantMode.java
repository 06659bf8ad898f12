package io.llmcache.settings;

/**
 * What callers must have in common to share answers.
 *
 * @param header the header's name where {@code kind} is {@code HEADER}, else empty
 */
public record TenantMode(Kind kind, String header) {

  /** What names a tenant. */
  public enum Kind {
    CREDENTIAL,
    PRINCIPAL,
    HEADER,
    SHARED
  }

  @Override
  public String toString() {
    String name = kind.name().toLowerCase(java.util.Locale.ROOT);
    return kind == Kind.HEADER ? name + ":" + header : name;
  }
}
