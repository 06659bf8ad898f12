package io.llmcache.internal.guard.quantity;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Compares the quantities of two texts: the same ones, in the same roles. */
public final class QuantityMatch {

  private record Pair(Quantity one, int at, Quantity other, int otherAt) {}

  private final List<Quantity> ones;
  private final List<Quantity> others;
  private final List<Pair> pairs = new ArrayList<>();
  private final List<Quantity> left = new ArrayList<>();
  private final List<Quantity> otherLeft = new ArrayList<>();

  private QuantityMatch(List<Quantity> ones, List<Quantity> others) {
    this.ones = ones;
    this.others = others;
  }

  /** What differs, or null; the order of the two does not matter but for the wording. */
  public static @Nullable String difference(List<Quantity> ones, List<Quantity> others) {
    return new QuantityMatch(ones, others).difference();
  }

  private @Nullable String difference() {
    pair();
    left.removeIf(quantity -> isRepeated(quantity, pairs));
    otherLeft.removeIf(quantity -> isRepeated(quantity, pairs));
    if (hasHard(left) || hasHard(otherLeft) || differ(left, otherLeft)) {
      return shown(left) + " against " + shown(otherLeft);
    }
    return otherOrder();
  }

  private void pair() {
    boolean[] taken = new boolean[others.size()];
    for (int i = 0; i < ones.size(); i++) {
      int match = match(ones.get(i), taken);
      if (match < 0) {
        left.add(ones.get(i));
      } else {
        taken[match] = true;
        pairs.add(new Pair(ones.get(i), i, others.get(match), match));
      }
    }
    for (int j = 0; j < others.size(); j++) {
      if (!taken[j]) {
        otherLeft.add(others.get(j));
      }
    }
  }

  private int match(Quantity wanted, boolean[] taken) {
    for (int j = 0; j < others.size(); j++) {
      if (!taken[j] && wanted.equalTo(others.get(j))) {
        return j;
      }
    }
    return -1;
  }

  /** The text says again what it had said; of bare numbers, each one counts. */
  private static boolean isRepeated(Quantity quantity, List<Pair> pairs) {
    return !quantity.kind().equals("number")
        && pairs.stream().anyMatch(pair -> quantity.equalTo(pair.one()));
  }

  /** Of what may be mere figures of speech, only those of one family exclude each other. */
  private static boolean differ(List<Quantity> left, List<Quantity> right) {
    return left.stream().anyMatch(one -> right.stream().anyMatch(one::isKin));
  }

  private static boolean hasHard(List<Quantity> quantities) {
    return quantities.stream().anyMatch(quantity -> !quantity.soft());
  }

  private static String shown(List<Quantity> quantities) {
    Optional<Quantity> hard = quantities.stream().filter(quantity -> !quantity.soft()).findFirst();
    return hard.or(() -> quantities.stream().findFirst()).map(Quantity::toString).orElse("nothing");
  }

  private @Nullable String otherOrder() {
    for (int i = 0; i < pairs.size(); i++) {
      for (int j = i + 1; j < pairs.size(); j++) {
        if (clash(pairs.get(i), pairs.get(j))) {
          return "the order of " + pairs.get(i).one() + " and " + pairs.get(j).one();
        }
      }
    }
    return null;
  }

  /** The two quantities have swapped places, or what they count. */
  private static boolean clash(Pair first, Pair second) {
    if (!first.one().kind().equals(second.one().kind()) || first.one().equalTo(second.one())) {
      return false;
    }
    boolean straight =
        first.one().countsLike(first.other()) || second.one().countsLike(second.other());
    boolean crossed =
        first.one().countsLike(second.other()) && second.one().countsLike(first.other());
    if (crossed && !straight) {
      return true;
    }
    boolean swapped = first.at() < second.at() != first.otherAt() < second.otherAt();
    return swapped && !straight && !free(first.one(), second.one(), first.other(), second.other());
  }

  private static boolean free(Quantity... quantities) {
    return List.of(quantities).stream().allMatch(quantity -> quantity.place().listed());
  }
}
