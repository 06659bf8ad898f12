package io.llmcache.cli.score;

import io.llmcache.cli.score.Answer.Verdict;
import io.llmcache.spi.Embedder;
import io.llmcache.spi.Vectors;
import java.io.IOException;

/** Judges pairs, each on its own. Thread-safe. */
final class Pairs {

  private final Judge judge;
  private final Embedder embedder;

  Pairs(Judge judge, Embedder embedder) {
    this.judge = judge;
    this.embedder = embedder;
  }

  /** Blocks as the embedder does. */
  Verdict assess(Asked.Pair pair) throws IOException {
    if (pair.a().equals(pair.b())) {
      return Verdict.exact();
    }
    Meant stored = Meant.of(pair.a(), judge.gate(), embedder);
    Meant asked = Meant.of(pair.b(), judge.gate(), embedder);
    float[] one = stored.vector();
    float[] other = asked.vector();
    if (one == null || other == null) {
      return Verdict.unscored(one == null ? stored.obstacle() : asked.obstacle());
    }
    return judge.assess(pair.a(), pair.b(), Vectors.similarity(one, other));
  }
}
