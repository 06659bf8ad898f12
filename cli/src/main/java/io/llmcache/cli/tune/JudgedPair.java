package io.llmcache.cli.tune;

import java.util.Set;

/**
 * A pair with all that decides about it, whatever the threshold.
 *
 * @param cosine NaN: a text is too long for the embedder, so that it is never a hit by meaning
 * @param veto the first guard's reason; empty: none objects
 * @param guards all guards that object
 */
record JudgedPair(LabelledPair pair, double cosine, String veto, Set<String> guards) {

  boolean same() {
    return pair.same();
  }

  boolean vetoed() {
    return !veto.isEmpty();
  }

  boolean reaches(double threshold) {
    return cosine >= threshold;
  }

  /** Whether the one's answer would be served for the other. */
  boolean hit(double threshold) {
    return reaches(threshold) && !vetoed();
  }
}
