package io.llmcache.internal.guard;

import org.jspecify.annotations.Nullable;

/**
 * A word stands where the other question has its opposite: enable and disable, before and after.
 */
final class AntonymGuard implements Guard {

  private static final int FRAME = 3;
  private static final int MATTER = 9;

  @Override
  public String name() {
    return "antonyms";
  }

  @Override
  public @Nullable String objection(Sentence one, Sentence other) {
    Alignment alignment = one.with(other);
    String particles = alignment.isNear(FRAME) ? Particles.differ(alignment) : null;
    if (particles != null) {
      return particles;
    }
    Alignment.Link link = new Polarity(alignment).unexplained();
    return link != null && isPlain(alignment, link)
        ? left(alignment, link).text() + " against " + right(alignment, link).text()
        : null;
  }

  /** A small word must stand in the same frame; "up" for "down" is told among small words too. */
  private static boolean isPlain(Alignment alignment, Alignment.Link link) {
    Token word = left(alignment, link);
    if (word.kind() != Token.Kind.FUNCTION) {
      return alignment.isWithin(MATTER);
    }
    boolean ways =
        WordClass.PREPOSITIONS.has(word.text())
            && WordClass.PREPOSITIONS.has(right(alignment, link).text());
    return alignment.isWithin(FRAME) || ways && alignment.isNear(FRAME);
  }

  private static Token left(Alignment alignment, Alignment.Link link) {
    return alignment.left().get(link.left());
  }

  private static Token right(Alignment alignment, Alignment.Link link) {
    return alignment.right().get(link.right());
  }
}
