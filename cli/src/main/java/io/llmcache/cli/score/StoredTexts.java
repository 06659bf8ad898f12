package io.llmcache.cli.score;

import io.llmcache.cli.score.Answer.OfQuestion;
import io.llmcache.cli.score.Answer.Verdict;
import io.llmcache.spi.Vectors;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * A cache in small: what was asked and is no hit is stored, and answers what is asked later. Every
 * stored vector is compared, so that no index stands between a question and its nearest. Not
 * thread-safe.
 */
final class StoredTexts {

  /** As many neighbours as the engine tries. */
  static final int MOST_TRIED = 4;

  private final Judgement judge;
  private final Map<String, String> idsByText = new HashMap<>();
  private final List<Stored> stored = new ArrayList<>();

  StoredTexts(Judgement judge) {
    this.judge = judge;
  }

  /** The id of the stored text that is equal, or null. */
  @Nullable String equal(String text) {
    return idsByText.get(text);
  }

  /** Answers the question, and stores it if it is a miss. */
  OfQuestion ask(String id, Meant asked) {
    String equal = equal(asked.text());
    if (equal != null) {
      return new OfQuestion(equal, Verdict.exact());
    }
    float[] vector = asked.vector();
    OfQuestion answer =
        vector == null
            ? new OfQuestion(null, Verdict.unscored(asked.obstacle()))
            : nearest(asked.text(), vector);
    if (!answer.verdict().hit()) {
      store(id, asked);
    }
    return answer;
  }

  private OfQuestion nearest(String text, float[] vector) {
    Verdict first = null;
    for (Neighbour neighbour : neighbours(vector)) {
      Verdict verdict = judge.assess(neighbour.stored().text(), text, neighbour.similarity());
      if (verdict.hit()) {
        return new OfQuestion(neighbour.stored().id(), verdict);
      }
      first = first == null ? verdict : first;
    }
    return new OfQuestion(null, first == null ? Verdict.unscored("nothing stored") : first);
  }

  /** The most similar first; among equals the one that was stored first. */
  private List<Neighbour> neighbours(float[] vector) {
    PriorityQueue<Neighbour> best = new PriorityQueue<>(Comparator.reverseOrder());
    for (int i = 0; i < stored.size(); i++) {
      Stored candidate = stored.get(i);
      best.add(new Neighbour(candidate, Vectors.similarity(candidate.vector(), vector), i));
      if (best.size() > MOST_TRIED) {
        best.remove();
      }
    }
    return best.stream().sorted().toList();
  }

  private void store(String id, Meant asked) {
    idsByText.put(asked.text(), id);
    float[] vector = asked.vector();
    if (vector != null) {
      stored.add(new Stored(id, asked.text(), vector));
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared, only held
  private record Stored(String id, String text, float[] vector) {}

  private record Neighbour(Stored stored, double similarity, int place)
      implements Comparable<Neighbour> {

    private static final Comparator<Neighbour> NEAREST_FIRST =
        Comparator.comparingDouble(Neighbour::similarity)
            .reversed()
            .thenComparingInt(Neighbour::place);

    @Override
    public int compareTo(Neighbour other) {
      return NEAREST_FIRST.compare(this, other);
    }
  }
}
