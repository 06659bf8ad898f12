package io.llmcache.cli.tune;

/** What both reports say in whole sentences. */
final class Sentences {

  private Sentences() {}

  static String wished(WishedRate wished) {
    if (!wished.isReachable()) {
      return "No threshold keeps false hits at or below %s of the pairs that may not share an answer."
          .formatted(Percent.of(wished.rate()));
    }
    return "From %s on, at most %s of the pairs that may not share an answer are hits: %d of %d. Recall is %s there."
        .formatted(
            Percent.threshold(wished.threshold()),
            Percent.of(wished.rate()),
            wished.counts().falseHits(),
            wished.counts().negatives(),
            Percent.of(wished.counts().recall()));
  }

  static String best(StreamCurve stream, Findings findings) {
    double rate = findings.wished().rate();
    StreamCurve.Point best = stream.best(rate);
    return best == null
        ? "No threshold keeps errors at or below %s of the questions.".formatted(Percent.of(rate))
        : "With errors of at most %s of the questions, %s is best: %s hits, %s errors."
            .formatted(
                Percent.of(rate),
                Percent.threshold(best.threshold()),
                Percent.of(stream.hitRate(best)),
                Percent.of(stream.errorRate(best)));
  }
}
