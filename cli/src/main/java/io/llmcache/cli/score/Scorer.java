package io.llmcache.cli.score;

import io.llmcache.cli.common.JobError;
import io.llmcache.cli.common.Line;
import io.llmcache.spi.Embedder;
import java.io.IOException;
import java.util.function.Supplier;

/**
 * Judges lines in two steps. The first may be taken by several threads, and ahead of the answers
 * before it; the second is taken in the order of the lines, since a question depends on those that
 * were asked before.
 */
final class Scorer {

  private final Embedder embedder;
  private final Gate gate;
  private final Pairs pairs;
  private final StoredTexts stored;

  Scorer(Judge judge, Embedder embedder) {
    this.embedder = embedder;
    gate = judge::refusal;
    pairs = new Pairs(judge, embedder);
    stored = new StoredTexts(judge);
  }

  /** The first step, thread-safe and blocking; what it gives is the second. Never throws. */
  Supplier<Answer> begin(Line line) {
    try {
      Asked asked = Asked.read(line.bytes());
      if (asked instanceof Asked.Pair pair) {
        Answer answer = new Answer.OfPair(pairs.assess(pair));
        return () -> answer;
      }
      Asked.Question question = (Asked.Question) asked;
      Meant meant = Meant.of(question.text(), gate, embedder);
      return () -> stored.ask(question.id(), meant);
    } catch (JobError | IOException | RuntimeException e) {
      Answer failed = new Answer.Failed("line %d: %s".formatted(line.number(), words(e)));
      return () -> failed;
    }
  }

  private static String words(Exception e) {
    return e instanceof RuntimeException || e.getMessage() == null ? e.toString() : e.getMessage();
  }
}
