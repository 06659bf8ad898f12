package io.llmcache.internal.guard;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The words that two sentences share in the same order, and what stands between these. */
final class Frame {

  private static final int CONTENT = 4;

  /**
   * What stands on both sides between the same two words of the frame.
   *
   * @param leftAt where it starts in the left sentence
   * @param rightAt where it starts in the right sentence
   */
  record Slot(List<Token> left, List<Token> right, int leftAt, int rightAt) {

    /** Whether only the small words of a sentence differ here. */
    boolean isGrammar() {
      return left.stream().noneMatch(Frame::matters) && right.stream().noneMatch(Frame::matters);
    }
  }

  private final List<Token> left;
  private final List<Token> right;
  private final List<Slot> slots = new ArrayList<>();

  private Frame(List<Token> left, List<Token> right) {
    this.left = left;
    this.right = right;
  }

  /** Among equally good frames the same is found whichever sentence comes first. */
  static Frame of(List<Token> left, List<Token> right) {
    boolean ordered = text(left).compareTo(text(right)) <= 0;
    Frame frame = ordered ? new Frame(left, right) : new Frame(right, left);
    frame.fill();
    return ordered ? frame : frame.turned();
  }

  private static String text(List<Token> tokens) {
    return String.join(" ", tokens.stream().map(Token::text).toList());
  }

  private Frame turned() {
    Frame frame = new Frame(right, left);
    for (Slot slot : slots) {
      frame.slots.add(new Slot(slot.right(), slot.left(), slot.rightAt(), slot.leftAt()));
    }
    return frame;
  }

  /** The places where the sentences differ, from left to right. */
  List<Slot> slots() {
    return Collections.unmodifiableList(slots);
  }

  private static boolean matters(Token token) {
    return token.kind() == Token.Kind.CODE || token.isContent() && !token.isLight();
  }

  private void fill() {
    int[][] best = weights();
    int i = 0;
    int j = 0;
    int fromLeft = 0;
    int fromRight = 0;
    while (i < left.size() && j < right.size()) {
      int weight = weight(i, j);
      if (weight > 0 && best[i][j] == weight + best[i + 1][j + 1]) {
        addSlot(fromLeft, i, fromRight, j);
        fromLeft = ++i;
        fromRight = ++j;
      } else if (best[i][j] == best[i + 1][j]) {
        i++;
      } else {
        j++;
      }
    }
    addSlot(fromLeft, left.size(), fromRight, right.size());
  }

  private int[][] weights() {
    int[][] best = new int[left.size() + 1][right.size() + 1];
    for (int i = left.size() - 1; i >= 0; i--) {
      for (int j = right.size() - 1; j >= 0; j--) {
        int skip = Math.max(best[i + 1][j], best[i][j + 1]);
        best[i][j] = Math.max(skip, weight(i, j) + best[i + 1][j + 1]);
      }
    }
    return best;
  }

  private void addSlot(int leftFrom, int leftTo, int rightFrom, int rightTo) {
    if (leftFrom < leftTo || rightFrom < rightTo) {
      slots.add(
          new Slot(
              left.subList(leftFrom, leftTo),
              right.subList(rightFrom, rightTo),
              leftFrom,
              rightFrom));
    }
  }

  private int weight(int i, int j) {
    if (!Kinship.same(left.get(i), right.get(j))) {
      return 0;
    }
    return left.get(i).kind() == Token.Kind.FUNCTION ? 1 : CONTENT;
  }
}
