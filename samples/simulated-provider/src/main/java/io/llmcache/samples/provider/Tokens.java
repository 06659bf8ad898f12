package io.llmcache.samples.provider;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Cuts text into pieces of about the size of a model's tokens; joined they are the text again. */
final class Tokens {

  /** At most eight characters of a word, with the white space before them. */
  private static final Pattern TOKEN = Pattern.compile("\\s*\\S{1,8}|\\s+$");

  private Tokens() {}

  static List<String> of(String text) {
    return TOKEN.matcher(text).results().map(MatchResult::group).toList();
  }
}
