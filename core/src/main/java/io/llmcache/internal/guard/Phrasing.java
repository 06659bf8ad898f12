package io.llmcache.internal.guard;

import io.llmcache.internal.guard.text.Plain;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A question as the gates see it.
 *
 * @param lower in lower case, with single spaces and plain quotes
 * @param bare the same without greetings, thanks and polite frames in front
 * @param polite it began with a frame such as "could you please"
 */
record Phrasing(String lower, String bare, boolean polite) {

  private static final int MOST = 2_000;

  private static final Pattern GREETING =
      Pattern.compile(
          "^(?:(?:hey|hi|hello|ok|okay|good morning|good evening|please|pls|kindly|yes|well|now|just"
              + "|alexa|siri|google|olly|assistant|dear \\w+|hey \\w+)[,.! ]+)");

  private static final Pattern ASKING =
      Pattern.compile(
          "^(?:(?:can|could|would|will) (?:you|u|ya)(?: please| pls| kindly| just)?"
              + "|(?:i|we) (?:want|need|would like|'d like) you to|i'd like you to|you (?:need to|should|must)"
              + "|would you mind|go ahead and|be so kind (?:as )?to|do me a favor and)[, ]+(?:please )?");

  static Phrasing of(String text) {
    String plain = Plain.of(text.substring(0, Math.min(text.length(), MOST)));
    String lower = plain.toLowerCase(Locale.ROOT).replaceAll("\\s{1,200}", " ").strip();
    String bare = lower;
    for (int i = 0; i < 3; i++) {
      bare = GREETING.matcher(bare).replaceFirst("");
    }
    String asked = ASKING.matcher(bare).replaceFirst("");
    return new Phrasing(lower, asked, asked.length() < bare.length());
  }

  boolean says(Pattern pattern) {
    return pattern.matcher(lower).find();
  }

  boolean begins(Pattern pattern) {
    return pattern.matcher(bare).lookingAt();
  }
}
