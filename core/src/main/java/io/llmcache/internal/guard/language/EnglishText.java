package io.llmcache.internal.guard.language;

import io.llmcache.internal.guard.text.Pieces;
import java.util.regex.Pattern;

/** Decides whether a text is English throughout. */
public final class EnglishText {

  /** Digits for letters: "r3s3t". One such word may be a product, two are a habit. */
  private static final Pattern LEET =
      Pattern.compile("(?<![\\w-])[A-Za-z]{1,12}(?:[013457][A-Za-z]{1,12}){1,6}(?![\\w-])");

  /** So many strange words in a row are a foreign phrase within an English sentence. */
  private static final int LONG_RUN = 3;

  /** Key words alone, without a function word, must be known but for one in so many. */
  private static final int FEW = 2;

  private EnglishText() {}

  /**
   * False too for an English sentence around a foreign one. Linear in the length of the text.
   *
   * @param pieces of the same text
   */
  public static boolean isEnglish(String text, Pieces pieces) {
    if (!Scripts.areLatin(text) || LEET.matcher(text).results().limit(2).count() == 2) {
      return false;
    }
    return isEnglish(Evidence.of(pieces));
  }

  private static boolean isEnglish(Evidence seen) {
    int against = seen.foreign() + seen.unknown();
    int sure = seen.english() + seen.known();
    if (isForeign(seen, sure) || seen.run() >= LONG_RUN) {
      return false;
    }
    if (seen.english() == 0) {
      return against == 0 || against == 1 && sure > FEW;
    }
    return against <= 1 || 3 * against <= sure + against || areSlips(seen);
  }

  private static boolean isForeign(Evidence seen, int sure) {
    boolean one = seen.foreign() == 1;
    return seen.foreign() > 1 || one && (seen.mixedRun() && seen.run() > 1 || sure < 2);
  }

  /** Two mistyped words apart from each other, among function words of English. */
  private static boolean areSlips(Evidence seen) {
    return seen.english() > 1 && seen.foreign() == 0 && seen.run() == 1 && seen.unknown() == 2;
  }
}
