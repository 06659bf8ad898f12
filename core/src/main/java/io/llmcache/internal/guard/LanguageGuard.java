package io.llmcache.internal.guard;

import io.llmcache.internal.guard.language.EnglishText;
import org.jspecify.annotations.Nullable;

/** Only English is covered: a text in another language, or in part, has no equal but itself. */
final class LanguageGuard implements Guard {

  private static final Reading<Boolean> ENGLISH =
      new Reading<>(wording -> EnglishText.isEnglish(wording.raw(), wording.pieces()));

  @Override
  public String name() {
    return "language";
  }

  @Override
  public @Nullable String objection(Sentence one, Sentence other) {
    if (one.raw().equals(other.raw())) {
      return null;
    }
    return knows(one.wording()) && knows(other.wording()) ? null : "not English throughout";
  }

  static boolean knows(Wording wording) {
    return wording.read(ENGLISH);
  }
}
