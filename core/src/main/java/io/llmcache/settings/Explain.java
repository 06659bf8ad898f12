package io.llmcache.settings;

/**
 * Who may ask why an exchange went as it did, and what is explained unasked.
 *
 * @param access of callers of the gateway and the filter; the application's own clients may always
 * @param role of the callers that may, where {@code access} is {@code ROLE}; else empty
 * @param sample what is explained unasked
 */
public record Explain(Access access, String role, Sample sample) {

  /** Which callers from outside may ask. */
  public enum Access {
    /** Nobody. */
    OFF,
    /** Callers in a role of the application. */
    ROLE,
    /** Everybody. */
    ALL
  }

  /** Which exchanges are explained though nobody asked. */
  public enum Sample {
    OFF,
    MISSES
  }

  /** {@code off}, {@code role:NAME} or {@code all}. */
  static Explain of(String access, Sample sample) {
    if (access.regionMatches(true, 0, "role:", 0, 5) && !access.substring(5).isBlank()) {
      return new Explain(Access.ROLE, access.substring(5).strip(), sample);
    }
    if (access.equalsIgnoreCase("off") || access.equalsIgnoreCase("all")) {
      return new Explain(access.equalsIgnoreCase("all") ? Access.ALL : Access.OFF, "", sample);
    }
    throw new IllegalArgumentException("it is one of off, role:NAME, all");
  }
}
