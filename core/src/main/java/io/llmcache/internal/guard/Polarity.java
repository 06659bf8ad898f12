package io.llmcache.internal.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who denies what: negators of both sentences against the opposites between them. "Not safe" and
 * "unsafe" agree, so do "more polite" and "less rude".
 */
final class Polarity {

  private static final Set<String> DEGREES = Set.of("more", "less", "most", "least", "fewer");

  /** So many words after a negator are denied by it. */
  private static final int SCOPE = 3;

  private final Alignment alignment;
  private final int left;
  private final int right;
  private final List<Alignment.Link> degrees = new ArrayList<>();
  private final List<Alignment.Link> opposites = new ArrayList<>();

  Polarity(Alignment alignment) {
    this.alignment = alignment;
    for (Alignment.Link link : alignment.links(Kin.OPPOSITE)) {
      (DEGREES.contains(left(link).text()) ? degrees : opposites).add(link);
    }
    left = denials(alignment.left(), true);
    right = denials(alignment.right(), false);
  }

  private int denials(List<Token> tokens, boolean isLeft) {
    int count = 0;
    for (int at : Negators.in(tokens)) {
      if (isRefusal(tokens, at + 1, isLeft)) {
        count--;
      } else if (!opposed(at, isLeft) && concerns(tokens, at, isLeft)) {
        count++;
      }
    }
    for (int i = 0; i < tokens.size(); i++) {
      count += isRefusal(tokens, i, isLeft) ? 1 : 0;
    }
    return count;
  }

  /** A refusal that the other sentence lacks; right after a negator the two are none. */
  private boolean isRefusal(List<Token> tokens, int at, boolean isLeft) {
    return at < tokens.size()
        && !linked(at, isLeft)
        && tokens.get(at).isOf(WordClass.REFUSALS)
        && Matter.first(isLeft ? alignment.rightOver() : alignment.leftOver()) == null;
  }

  private boolean linked(int at, boolean isLeft) {
    return (isLeft ? alignment.rightOf(at) : alignment.leftOf(at)) >= 0;
  }

  /** What is denied must be in the other sentence too; if not, it is for the unmatched words. */
  private boolean concerns(List<Token> tokens, int at, boolean isLeft) {
    int seen = 0;
    for (int i = at + 1; i < tokens.size() && seen < SCOPE; i++) {
      if (tokens.get(i).isContent()) {
        seen++;
        if (linked(i, isLeft)) {
          return true;
        }
      }
    }
    return seen == 0;
  }

  /** "with" against "without" is told by the antonyms. */
  private boolean opposed(int at, boolean isLeft) {
    return opposites.stream().anyMatch(link -> (isLeft ? link.left() : link.right()) == at);
  }

  /** How many denials one sentence has more than the other. */
  int difference() {
    return Math.abs(left - right);
  }

  int denialsLeft() {
    return left;
  }

  int denialsRight() {
    return right;
  }

  /** Whether opposites make up for the denials of one side. */
  boolean balanced() {
    return opposites.size() + degrees.size() >= difference();
  }

  /** An opposite that nothing makes up for, or null. */
  Alignment.@Nullable Link unexplained() {
    int left = opposites.size() + degrees.size() - difference();
    boolean turnedTwice = opposites.size() == 1 && degrees.size() == 1 && difference() == 0;
    if (left <= 0 || turnedTwice) {
      return null;
    }
    return opposites.isEmpty() ? degrees.get(0) : opposites.get(0);
  }

  private Token left(Alignment.Link link) {
    return alignment.left().get(link.left());
  }
}
