package io.llmcache.internal.guard;

import org.jspecify.annotations.Nullable;

/** One question denies what the other does not. */
final class NegationGuard implements Guard {

  private static final int MOST_LEFT_OVER = 7;

  @Override
  public String name() {
    return "negation";
  }

  @Override
  public @Nullable String objection(Sentence one, Sentence other) {
    Alignment alignment = one.with(other);
    Polarity polarity = new Polarity(alignment);
    if (!alignment.isWithin(MOST_LEFT_OVER) || polarity.difference() == 0 || polarity.balanced()) {
      return null;
    }
    boolean reported =
        polarity.denialsLeft() > polarity.denialsRight()
            ? Report.of(one, other)
            : Report.of(other, one);
    return reported ? null : polarity.denialsLeft() + " denials against " + polarity.denialsRight();
  }
}
