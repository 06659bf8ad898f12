package io.llmcache.internal.guard;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is quoted is the matter itself: it must be the same to the letter. */
final class QuoteGuard implements Guard {

  /** Beyond, one text tells in its own words what the other quotes. */
  private static final int MOST_LEFT_OVER = 4;

  private static final Reading<List<String>> QUOTES =
      new Reading<>(wording -> Quotes.in(wording.raw()));

  @Override
  public String name() {
    return "quotes";
  }

  @Override
  public @Nullable String objection(Sentence one, Sentence other) {
    List<String> left = QUOTES.of(one);
    List<String> right = QUOTES.of(other);
    if (left.isEmpty() && right.isEmpty()) {
      return null;
    }
    List<String> leftOnly = without(left, right);
    List<String> rightOnly = without(right, left);
    if (!leftOnly.isEmpty() && !rightOnly.isEmpty()) {
      return "\"" + leftOnly.get(0) + "\" against \"" + rightOnly.get(0) + "\"";
    }
    if (!one.with(other).isWithin(MOST_LEFT_OVER)) {
      return null;
    }
    String missing = missing(leftOnly, other);
    return missing == null ? missing(rightOnly, one) : missing;
  }

  private static List<String> without(List<String> quotes, List<String> others) {
    List<String> rest = new ArrayList<>(quotes);
    for (String quote : others) {
      rest.remove(quote);
    }
    return rest;
  }

  /** The other may say the same without the marks. */
  private static @Nullable String missing(List<String> quotes, Sentence other) {
    String text = Quotes.lower(other.raw());
    for (String quote : quotes) {
      if (!text.contains(Quotes.lower(quote))) {
        return "only one has \"" + quote + "\"";
      }
    }
    return null;
  }
}
