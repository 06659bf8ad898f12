package io.llmcache.internal.guard;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Which word of one sentence stands for which of the other, and what is left over. */
final class Alignment {

  /** Two words that belong together. */
  record Link(int left, int right, Kin kin) {}

  /** What both sentences have left over between the same two neighbours. */
  record Gap(List<Token> left, List<Token> right) {}

  private final List<Token> left;
  private final List<Token> right;
  private final Link[] byLeft;
  private final Link[] byRight;
  private final boolean[] anchors;
  private final List<Token> leftOver;
  private final List<Token> rightOver;

  Alignment(List<Token> left, List<Token> right, Link[] byLeft, Link[] byRight, boolean[] anchors) {
    this.left = left;
    this.right = right;
    this.byLeft = byLeft;
    this.byRight = byRight;
    this.anchors = anchors;
    leftOver = over(left, byLeft);
    rightOver = over(right, byRight);
  }

  List<Token> left() {
    return left;
  }

  List<Token> right() {
    return right;
  }

  List<Link> links(Kin kin) {
    List<Link> links = new ArrayList<>();
    for (Link link : byLeft) {
      if (link != null && link.kin() == kin) {
        links.add(link);
      }
    }
    return links;
  }

  /** The place in the right sentence of a word of the left; negative if it stands for none. */
  int rightOf(int at) {
    return byLeft[at] == null ? -1 : byLeft[at].right();
  }

  int leftOf(int at) {
    return byRight[at] == null ? -1 : byRight[at].left();
  }

  /** Whether no more words than this are left over: beyond, one text is the other worded anew. */
  boolean isWithin(int words) {
    return leftOver.size() + rightOver.size() <= words;
  }

  /**
   * Whether no more words than this are left over, small ones not counted: "what is the way" for
   * "how do I" is no text worded anew.
   */
  boolean isNear(int words) {
    return weighty(leftOver) + weighty(rightOver) <= words;
  }

  private static long weighty(List<Token> tokens) {
    return tokens.stream().filter(token -> token.kind() != Token.Kind.FUNCTION).count();
  }

  /** Where the left sentence has words that the right one lacks. */
  List<Integer> leftPlaces() {
    return places(byLeft);
  }

  List<Integer> rightPlaces() {
    return places(byRight);
  }

  private static List<Integer> places(Link[] links) {
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < links.length; i++) {
      if (links[i] == null) {
        places.add(i);
      }
    }
    return places;
  }

  List<Token> leftOver() {
    return leftOver;
  }

  List<Token> rightOver() {
    return rightOver;
  }

  private static List<Token> over(List<Token> tokens, Link[] links) {
    List<Token> over = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) {
      if (links[i] == null) {
        over.add(tokens.get(i));
      }
    }
    return over;
  }

  /** The gaps between words that are the same, in order, on both sides. */
  List<Gap> gaps() {
    List<Gap> gaps = new ArrayList<>();
    int l = 0;
    int r = 0;
    for (int i = 0; i <= left.size(); i++) {
      if (i == left.size() || anchors[i]) {
        int j = i == left.size() ? right.size() : byLeft[i].right();
        gaps.add(
            new Gap(
                over(left.subList(l, i), Arrays.copyOfRange(byLeft, l, i)),
                over(right.subList(r, j), Arrays.copyOfRange(byRight, r, j))));
        l = i + 1;
        r = j + 1;
      }
    }
    return gaps;
  }
}
