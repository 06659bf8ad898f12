package io.llmcache.internal.guard;

import io.llmcache.internal.lexicon.Part;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The same matter at another time or in another mood: did and will, can and must. */
final class TenseGuard implements Guard {

  private static final int MOST_LEFT_OVER = 4;
  private static final Set<String> COMING = Set.of("next", "tomorrow", "tonight", "upcoming");

  @Override
  public String name() {
    return "tense";
  }

  @Override
  public @Nullable String objection(Sentence one, Sentence other) {
    if (!one.with(other).isWithin(MOST_LEFT_OVER)) {
      return null;
    }
    if (one.intents().contains(Openers.Intent.HOW)
        || other.intents().contains(Openers.Intent.HOW)) {
      return null;
    }
    Set<Mood> left = Mood.of(one);
    Set<Mood> right = Mood.of(other);
    boolean modal = differ(modals(left), modals(right)) && !onlyObliges(one, left, right);
    boolean time = differ(times(left), times(right)) && !isComing(one);
    if (modal || time) {
      return left + " against " + right;
    }
    return modals(left).isEmpty() && modals(right).isEmpty() ? verbs(one, other) : null;
  }

  /** "What should I pack" and "what must I pack"; whether one must at all is another matter. */
  private static boolean onlyObliges(Sentence one, Set<Mood> left, Set<Mood> right) {
    return !left.contains(Mood.ABLE)
        && !right.contains(Mood.ABLE)
        && !QuestionKind.of(one).contains(QuestionKind.WHETHER);
  }

  private static boolean differ(Set<Mood> left, Set<Mood> right) {
    return !left.isEmpty() && !right.isEmpty() && left.stream().noneMatch(right::contains);
  }

  private static Set<Mood> times(Set<Mood> moods) {
    Set<Mood> times = EnumSet.copyOf(Mood.TIMES);
    times.retainAll(moods);
    return times;
  }

  private static Set<Mood> modals(Set<Mood> moods) {
    Set<Mood> modals = EnumSet.complementOf(EnumSet.copyOf(Mood.TIMES));
    modals.retainAll(moods);
    return modals;
  }

  /** "The weather next week" is and will be. */
  private static boolean isComing(Sentence sentence) {
    return sentence.all().stream().anyMatch(token -> COMING.contains(token.text()));
  }

  /** Without auxiliaries the verb itself tells: owns and owned. */
  private static @Nullable String verbs(Sentence one, Sentence other) {
    boolean told = !times(Mood.of(one)).isEmpty() || !times(Mood.of(other)).isEmpty();
    if (told || one.all().stream().anyMatch(token -> token.text().equals("if"))) {
      return null;
    }
    Alignment alignment = one.with(other);
    for (Alignment.Link link : alignment.links(Kin.SAME)) {
      Token left = alignment.left().get(link.left());
      Token right = alignment.right().get(link.right());
      boolean turned =
          (VerbForm.isPast(left) && VerbForm.isPresent(right))
              || (VerbForm.isPast(right) && VerbForm.isPresent(left));
      if (turned && isVerbAfterSubject(alignment.left(), link.left())) {
        return left.text() + " against " + right.text();
      }
    }
    return null;
  }

  private static boolean isVerbAfterSubject(List<Token> tokens, int at) {
    return tokens.get(at).is(Part.VERB)
        && at > 0
        && !WordClass.DETERMINERS.has(tokens.get(at - 1).text());
  }
}
