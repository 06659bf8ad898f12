package io.llmcache.cli.score;

import io.llmcache.cli.score.Answer.Verdict;
import io.llmcache.internal.semantic.Match;
import io.llmcache.internal.semantic.QuestionMatcher;
import org.jspecify.annotations.Nullable;

/**
 * The matcher at one threshold. Thread-safe.
 *
 * @param gate says which texts are never answered by meaning
 */
record Judge(QuestionMatcher matcher, double threshold, Gate gate) implements Judgement {

  @Override
  public Verdict assess(String stored, String asked, double similarity) {
    Match match = matcher.assess(stored, asked, similarity, threshold);
    return new Verdict(match.hit(), match.similarity(), match.reason());
  }

  /** Why the question is not looked up by meaning, whatever is stored; or null. */
  @Nullable String refusal(String question) {
    String shut = gate.refusal(question);
    String guard = shut == null ? matcher.refusal(question) : null;
    return guard == null ? shut : "veto: " + guard;
  }
}
