package io.llmcache.internal.guard;

import io.llmcache.internal.lexicon.Lexicon;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Two verbs that share a particle are two verbs: break up and make up. */
final class PhrasalGuard implements Guard {

  private static final int COMMON_SENSES = 6;
  private static final Set<String> PARTICLES =
      Set.of("up", "off", "out", "down", "over", "away", "back", "through");

  @Override
  public String name() {
    return "phrasal-verbs";
  }

  @Override
  public @Nullable String objection(Sentence one, Sentence other) {
    for (Frame.Slot slot : one.slotsWith(other)) {
      int leftNext = slot.leftAt() + slot.left().size();
      int rightNext = slot.rightAt() + slot.right().size();
      boolean single = slot.left().size() == 1 && slot.right().size() == 1;
      if (single && leftNext < one.all().size() && rightNext < other.all().size()) {
        String particle = one.all().get(leftNext).text();
        Token left = slot.left().get(0);
        Token right = slot.right().get(0);
        boolean same = particle.equals(other.all().get(rightNext).text());
        if (same && PARTICLES.contains(particle) && areOther(left, right, particle)) {
          return left.text() + " " + particle + " against " + right.text() + " " + particle;
        }
      }
    }
    return null;
  }

  private static boolean areOther(Token left, Token right, String particle) {
    Lexicon lexicon = Lexicon.english();
    for (String l : left.stems()) {
      for (String r : right.stems()) {
        int one = lexicon.lemma(l + "_" + particle);
        int other = lexicon.lemma(r + "_" + particle);
        if (one >= 0 && other >= 0) {
          return one != other && !lexicon.synonyms(one, other, COMMON_SENSES);
        }
      }
    }
    return false;
  }
}
