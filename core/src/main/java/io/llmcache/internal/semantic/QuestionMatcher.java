package io.llmcache.internal.semantic;

import io.llmcache.internal.guard.Guards;
import io.llmcache.internal.guard.Veto;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether the answer to a stored question may be served for another: similar enough, no
 * guard against it, and the verifier, where there is one, for it. Thread-safe.
 */
public final class QuestionMatcher {

  private final Guards guards;
  private final SecondOpinion opinion;

  public QuestionMatcher(Guards guards, SecondOpinion opinion) {
    this.guards = guards;
    this.opinion = opinion;
  }

  /**
   * Blocks for as long as the second opinion takes, if it comes to that.
   *
   * @param similarity cosine of the two
   * @param threshold the least that is a hit
   */
  public Match assess(String stored, String asked, double similarity, double threshold) {
    if (stored.equals(asked)) {
      return new Match(true, 1, "exact");
    }
    if (similarity < threshold) {
      return new Match(false, similarity, "below " + threshold);
    }
    Veto veto = guards.veto(stored, asked);
    if (veto != null) {
      return new Match(false, similarity, veto.reason());
    }
    String objection = opinion.objection(stored, asked);
    return objection == null
        ? new Match(true, similarity, "similar")
        : new Match(false, similarity, "veto: verifier: " + objection);
  }

  /**
   * Why this question has no match at all, whatever is stored: its language. Null: nothing is
   * against it.
   */
  public @Nullable String refusal(String question) {
    return guards.knowLanguageOf(question) ? null : "language";
  }
}
