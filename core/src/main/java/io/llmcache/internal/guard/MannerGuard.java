package io.llmcache.internal.guard;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * In which manner something is to be done: the worst way, the cheapest way. "The best way to" says
 * no more than "how to" does.
 */
final class MannerGuard implements Guard {

  private static final Set<String> NEUTRAL =
      Set.of(
          "best",
          "easiest",
          "right",
          "correct",
          "proper",
          "simplest",
          "good",
          "easy",
          "simple",
          "a",
          "an",
          "the",
          "some",
          "any",
          "my",
          "your",
          "only",
          "other",
          "there",
          "possible",
          "this",
          "that",
          "what",
          "which",
          "s",
          "is",
          "are",
          "all");

  private static final Map<String, String> SAME = Map.of("quickest", "fastest", "quick", "fast");

  private static final Pattern WAY =
      Pattern.compile("([a-z]+)\\s+(?:ways?|methods?|approach(?:es)?)\\s+(?:to|of|for)\\b");

  private static final Reading<Set<String>> MANNERS =
      new Reading<>(wording -> manners(wording.raw()));

  @Override
  public String name() {
    return "manner";
  }

  @Override
  public @Nullable String objection(Sentence one, Sentence other) {
    Set<String> first = MANNERS.of(one);
    Set<String> second = MANNERS.of(other);
    return first.equals(second) ? null : first + " against " + second;
  }

  private static Set<String> manners(String text) {
    Set<String> manners = new TreeSet<>();
    Matcher way = WAY.matcher(text.toLowerCase(Locale.ROOT));
    while (way.find()) {
      String manner = SAME.getOrDefault(way.group(1), way.group(1));
      if (!NEUTRAL.contains(manner) && manner.endsWith("st")) {
        manners.add(manner);
      }
    }
    return manners;
  }
}
