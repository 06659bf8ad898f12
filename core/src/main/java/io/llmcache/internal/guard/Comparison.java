package io.llmcache.internal.guard;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * All words of two sentences side by side, and which of them only open or close the question. The
 * order of the two does not matter.
 */
final class Comparison {

  private final Alignment alignment;
  private final Set<Token> frame = Collections.newSetFromMap(new IdentityHashMap<>());

  private Comparison(Alignment alignment) {
    this.alignment = alignment;
    addFrame(alignment.left());
    addFrame(alignment.right());
  }

  static Comparison of(Sentence one, Sentence other) {
    boolean ordered = one.raw().compareTo(other.raw()) <= 0;
    Sentence left = ordered ? one : other;
    Sentence right = ordered ? other : one;
    return new Comparison(left.whollyWith(right));
  }

  private void addFrame(List<Token> tokens) {
    int start = Openers.open(tokens).start();
    frame.addAll(tokens.subList(0, start));
    frame.addAll(tokens.subList(Math.max(start, Closers.start(tokens)), tokens.size()));
  }

  Alignment alignment() {
    return alignment;
  }

  /** The words that are no opener, no closing and no number. */
  List<Token> proper(List<Token> tokens) {
    List<Token> proper = new ArrayList<>(tokens);
    proper.removeIf(token -> frame.contains(token) || token.isCode());
    return proper;
  }

  /** Whether no more words than this are left over that a question could not have anyway. */
  boolean isWithin(int words) {
    List<Token> over = proper(leftOver());
    over.removeIf(SmallWords.NOISE::has);
    return over.size() <= words;
  }

  List<Token> leftOver() {
    List<Token> over = new ArrayList<>(alignment.leftOver());
    over.addAll(alignment.rightOver());
    return over;
  }
}
