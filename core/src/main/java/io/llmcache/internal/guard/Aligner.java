package io.llmcache.internal.guard;

import java.util.List;

/**
 * Lays two sentences side by side: same words in order first, then moved ones, then others' kin.
 */
final class Aligner {

  private static final int CONTENT = 4;
  private static final int FUNCTION = 1;

  /** Two long texts of other words have nothing to do with each other. */
  private static final int MOST_COMPARED = 2_000;

  private final List<Token> left;
  private final List<Token> right;
  private final Alignment.Link[] byLeft;
  private final Alignment.Link[] byRight;
  private final boolean[] anchors;

  Aligner(List<Token> left, List<Token> right) {
    this.left = left;
    this.right = right;
    byLeft = new Alignment.Link[left.size()];
    byRight = new Alignment.Link[right.size()];
    anchors = new boolean[left.size()];
  }

  Alignment align() {
    anchor();
    linkMoved();
    Compounds.link(left, byLeft, right, byRight, (i, j) -> new Alignment.Link(i, j, Kin.SAME));
    Compounds.link(right, byRight, left, byLeft, (j, i) -> new Alignment.Link(i, j, Kin.SAME));
    linkKin();
    return new Alignment(left, right, byLeft, byRight, anchors);
  }

  /** The heaviest sequence of words that both have in the same order. */
  private void anchor() {
    int[][] best = new int[left.size() + 1][right.size() + 1];
    for (int i = left.size() - 1; i >= 0; i--) {
      for (int j = right.size() - 1; j >= 0; j--) {
        int skip = Math.max(best[i + 1][j], best[i][j + 1]);
        best[i][j] = Math.max(skip, weight(i, j) + best[i + 1][j + 1]);
      }
    }
    int i = 0;
    int j = 0;
    while (i < left.size() && j < right.size()) {
      int weight = weight(i, j);
      if (weight > 0 && best[i][j] == weight + best[i + 1][j + 1]) {
        anchors[i] = true;
        link(i++, j++, Kin.SAME);
      } else if (best[i][j] == best[i + 1][j]) {
        i++;
      } else {
        j++;
      }
    }
  }

  private int weight(int i, int j) {
    if (!Kinship.same(left.get(i), right.get(j))) {
      return 0;
    }
    return left.get(i).kind() == Token.Kind.FUNCTION ? FUNCTION : CONTENT;
  }

  private void linkMoved() {
    for (int i = 0; i < left.size(); i++) {
      for (int j = 0; byLeft[i] == null && j < right.size(); j++) {
        if (byRight[j] == null && Kinship.same(left.get(i), right.get(j))) {
          link(i, j, Kin.SAME);
        }
      }
    }
  }

  /** Opposites first: "safe" is nearer to "unsafe" than any synonym is. */
  private void linkKin() {
    if (free(byLeft) * free(byRight) > MOST_COMPARED) {
      return;
    }
    Kin[][] kin = new Kin[left.size()][right.size()];
    for (Kin wanted : new Kin[] {Kin.OPPOSITE, Kin.SYNONYM, Kin.SPELLING}) {
      for (int i = 0; i < left.size(); i++) {
        for (int j = 0; byLeft[i] == null && j < right.size(); j++) {
          if (byRight[j] == null && kin(kin, i, j) == wanted) {
            link(i, j, wanted);
          }
        }
      }
    }
  }

  private static int free(Alignment.Link[] links) {
    int free = 0;
    for (Alignment.Link link : links) {
      free += link == null ? 1 : 0;
    }
    return free;
  }

  private Kin kin(Kin[][] known, int i, int j) {
    if (known[i][j] == null) {
      known[i][j] = Kinship.between(left.get(i), right.get(j));
    }
    return known[i][j];
  }

  private void link(int i, int j, Kin kin) {
    byLeft[i] = new Alignment.Link(i, j, kin);
    byRight[j] = byLeft[i];
  }
}
