package io.llmcache.internal.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Small words whose place tells what they are about: "only members may", "may only members". */
enum Particle {
  DENIAL(Set.of("not", "never")),
  ONLY(Set.of("only", "solely", "merely", "exclusively")),
  JUST(Set.of("just")),
  EVEN(Set.of("even"));

  private static final Set<String> OWNERS =
      Set.of("the", "a", "my", "your", "his", "her", "its", "our", "their", "'s", "or");

  private static final Set<String> TIMES =
      Set.of("now", "after", "before", "got", "received", "wondering", "curious", "checking");

  private final Set<String> words;

  Particle(Set<String> words) {
    this.words = words;
  }

  /** "Just now" and "just got" tell the time. */
  private static boolean isTime(String next) {
    return TIMES.contains(next);
  }

  boolean has(String word) {
    return words.contains(word);
  }

  /** Where it stands. "The only way" has an adjective, "or not" says nothing. */
  List<Integer> in(List<Token> tokens) {
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) {
      boolean adjective = i > 0 && OWNERS.contains(tokens.get(i - 1).text());
      boolean time = this == JUST && i + 1 < tokens.size() && isTime(tokens.get(i + 1).text());
      boolean quality = this == EVEN && (tokens.get(i).pause() || i == tokens.size() - 1);
      if (words.contains(tokens.get(i).text()) && !adjective && !quality && !time) {
        places.add(i);
      }
    }
    return places;
  }
}
