package io.llmcache.cli.tune;

import io.llmcache.cli.semantic.Matchers;
import io.llmcache.internal.semantic.Match;
import io.llmcache.internal.semantic.QuestionMatcher;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Judges pairs by the matcher that serves, at no threshold. Thread-safe. */
final class PairJudge {

  /** What every cosine reaches. */
  private static final double ANY = -1;

  private final QuestionMatcher matcher;
  private final Vectorised vectors;
  private final Map<String, QuestionMatcher> single = new LinkedHashMap<>();

  /**
   * @param guards those of the matcher
   */
  PairJudge(QuestionMatcher matcher, List<String> guards, Vectorised vectors) {
    this.matcher = matcher;
    this.vectors = vectors;
    guards.forEach(guard -> single.put(guard, Matchers.only(guard)));
  }

  JudgedPair judge(LabelledPair pair) {
    double cosine = vectors.similarity(pair.a(), pair.b());
    String veto = veto(pair.a(), pair.b());
    return new JudgedPair(pair, cosine, veto, veto.isEmpty() ? Set.of() : objecting(pair));
  }

  /** The reason, or empty. Equal texts are never looked at by a guard. */
  String veto(String stored, String asked) {
    return stored.equals(asked) ? "" : veto(matcher, stored, asked);
  }

  private Set<String> objecting(LabelledPair pair) {
    Set<String> names = new LinkedHashSet<>();
    single.forEach(
        (name, alone) -> {
          if (!veto(alone, pair.a(), pair.b()).isEmpty()) {
            names.add(name);
          }
        });
    return names;
  }

  private static String veto(QuestionMatcher matcher, String stored, String asked) {
    Match match = matcher.assess(stored, asked, 1, ANY);
    return match.hit() ? "" : match.reason();
  }
}
