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
    String particles = alignment.isWithin(FRAME) ? Particles.differ(alignment) : null;
    if (particles != null) {
      return particles;
    }
    Alignment.Link link = new Polarity(alignment).unexplained();
    if (link == null || !alignment.isWithin(isFunction(alignment, link) ? FRAME : MATTER)) {
      return null;
    }
    return alignment.left().get(link.left()).text()
        + " against "
        + alignment.right().get(link.right()).text();
  }

  private static boolean isFunction(Alignment alignment, Alignment.Link link) {
    return alignment.left().get(link.left()).kind() == Token.Kind.FUNCTION;
  }
}
