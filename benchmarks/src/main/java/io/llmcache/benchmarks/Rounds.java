package io.llmcache.benchmarks;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Measures ours and the rival in turn, so that noise hits both alike, and keeps the round whose
 * ratio is the median of all.
 *
 * @param warmUps how many rounds are measured first and forgotten
 * @param rounds an odd number
 */
public record Rounds(int warmUps, int rounds) {

  public Rounds {
    if (warmUps < 0 || rounds < 1 || rounds % 2 == 0) {
      throw new IllegalArgumentException(
          "rounds must be an odd number and warm-ups none or more, not " + rounds + ", " + warmUps);
    }
  }

  /** Measures once, in the figure's unit. */
  public interface Probe {
    double measure() throws Exception;
  }

  /** What one round gave. */
  public record Round(double ours, double rivals) {

    public double ratio() {
      return ours / rivals;
    }
  }

  /** The round with the median ratio. */
  public Round median(Probe ours, Probe rivals) throws Exception {
    List<Round> seen = new ArrayList<>();
    for (int i = -warmUps; i < rounds; i++) {
      Round round = i % 2 == 0 ? oursFirst(ours, rivals) : rivalsFirst(ours, rivals);
      if (i >= 0) {
        seen.add(round);
      }
    }
    seen.sort(Comparator.comparingDouble(Round::ratio));
    return seen.get(rounds / 2);
  }

  /** That round as a figure. */
  public Figure figure(
      String name, String unit, Probe ours, String rival, Probe rivals, Figure.Wanted wanted)
      throws Exception {
    Round median = median(ours, rivals);
    return new Figure(name, unit, median.ours(), rival, median.rivals(), wanted);
  }

  private static Round oursFirst(Probe ours, Probe rivals) throws Exception {
    double first = ours.measure();
    return new Round(first, rivals.measure());
  }

  private static Round rivalsFirst(Probe ours, Probe rivals) throws Exception {
    double first = rivals.measure();
    return new Round(ours.measure(), first);
  }
}
