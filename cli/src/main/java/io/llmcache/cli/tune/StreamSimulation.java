package io.llmcache.cli.tune;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Asks the texts of a stream one by one, of a cache that begins empty: the nearest stored texts are
 * tried as the engine does, a miss is stored, a hit is not. Not thread-safe.
 */
final class StreamSimulation {

  /** As many neighbours as the engine tries. */
  private static final int MOST_TRIED = 4;

  private static final int LAST = 99;
  private static final int NOTHING = -1;

  private final StreamTexts stream;
  private final PairJudge judge;
  private final List<Earlier> earlier;
  private final Map<Long, Boolean> vetoed = new HashMap<>();

  private StreamSimulation(StreamTexts stream, PairJudge judge, List<Earlier> earlier) {
    this.stream = stream;
    this.judge = judge;
    this.earlier = earlier;
  }

  /**
   * Over thresholds up to 0.99, in hundredths.
   *
   * @param lowest the first of them
   */
  static StreamCurve run(StreamTexts stream, PairJudge judge, Vectorised vectors, double lowest)
      throws IOException, InterruptedException {
    List<Integer> places = IntStream.range(0, stream.size()).boxed().toList();
    List<Earlier> earlier =
        Parallel.map(places, place -> Earlier.than(place, stream.texts(), vectors, lowest));
    StreamSimulation simulation = new StreamSimulation(stream, judge, earlier);
    List<StreamCurve.Point> points = new ArrayList<>();
    for (int threshold = (int) Math.round(100 * lowest); threshold <= LAST; threshold++) {
      points.add(simulation.at(threshold / 100.0));
    }
    return new StreamCurve(stream.file(), stream.size(), stream.intentCount(), points);
  }

  private StreamCurve.Point at(double threshold) {
    BitSet stored = new BitSet();
    int hits = 0;
    int errors = 0;
    for (int place = 0; place < stream.size(); place++) {
      int match = match(place, threshold, stored);
      if (match == NOTHING) {
        stored.set(place);
      } else {
        hits++;
        errors += stream.sameIntent(place, match) ? 0 : 1;
      }
    }
    return new StreamCurve.Point(threshold, hits, errors);
  }

  private int match(int place, double threshold, BitSet stored) {
    Earlier near = earlier.get(place);
    int tried = 0;
    for (int i = 0; i < near.places().length && tried < MOST_TRIED; i++) {
      if (near.similarities()[i] < threshold) {
        return NOTHING;
      }
      int candidate = near.places()[i];
      if (stored.get(candidate)) {
        if (!isVetoed(candidate, place)) {
          return candidate;
        }
        tried++;
      }
    }
    return NOTHING;
  }

  private boolean isVetoed(int storedPlace, int askedPlace) {
    return vetoed.computeIfAbsent(
        (long) storedPlace * stream.size() + askedPlace,
        pair ->
            !judge.veto(stream.texts().get(storedPlace), stream.texts().get(askedPlace)).isEmpty());
  }
}
