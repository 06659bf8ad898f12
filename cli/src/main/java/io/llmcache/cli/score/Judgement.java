package io.llmcache.cli.score;

import io.llmcache.cli.score.Answer.Verdict;

/** Says whether the answer to a stored text may be served for another. Pure. */
interface Judgement {

  /**
   * What is decided of the two.
   *
   * @param similarity the cosine of the two
   */
  Verdict assess(String stored, String asked, double similarity);
}
