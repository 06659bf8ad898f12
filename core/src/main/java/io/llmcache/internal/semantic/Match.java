package io.llmcache.internal.semantic;

/**
 * Whether the answer to one question may be served for another.
 *
 * @param similarity cosine of the two
 * @param reason in a few words; begins with {@code veto} where no threshold would make it a hit
 */
public record Match(boolean hit, double similarity, String reason) {

  private static final String VETO = "veto";

  /** The reason where a second opinion did not come in time. */
  static final String UNDECIDED = "veto: verifier: " + BoundedVerifier.LATE;

  /** Whether something other than the similarity is against it. */
  public boolean vetoed() {
    return reason.startsWith(VETO);
  }

  /** Whether the verifier, which was asked last, had nothing to say in time. */
  public boolean undecided() {
    return reason.equals(UNDECIDED);
  }

  /** The guard that was against it; empty where none was. */
  public String guard() {
    String[] parts = reason.split(": ", 3);
    return vetoed() && parts.length > 1 ? parts[1] : "";
  }
}
