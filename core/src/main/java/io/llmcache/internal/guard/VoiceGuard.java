package io.llmcache.internal.guard;

import io.llmcache.internal.lexicon.Part;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who acts in one suffers in the other: "my dog bites a cat", "my dog is bitten by a cat". */
final class VoiceGuard implements Guard {

  private static final Set<String> VERBS = Set.of("like", "own");

  @Override
  public String name() {
    return "voice";
  }

  @Override
  public @Nullable String objection(Sentence one, Sentence other) {
    if (!hasBy(one) && !hasBy(other)) {
      return null;
    }
    Alignment alignment = one.whollyWith(other);
    Subjects left = new Subjects(alignment.left());
    Subjects right = new Subjects(alignment.right());
    for (Alignment.Link verb : alignment.links(Kin.SAME)) {
      boolean turned = left.isPassive(verb.left()) != right.isPassive(verb.right());
      if (turned
          && isVerb(alignment, verb)
          && sameSubject(alignment, left.of(verb.left()), right.of(verb.right()))) {
        return alignment.left().get(verb.left()).text() + " with another actor";
      }
    }
    return null;
  }

  private static boolean hasBy(Sentence sentence) {
    return sentence.all().stream().anyMatch(token -> token.text().equals("by"));
  }

  private static boolean isVerb(Alignment alignment, Alignment.Link link) {
    Token left = alignment.left().get(link.left());
    Token right = alignment.right().get(link.right());
    boolean verb = left.is(Part.VERB) && right.is(Part.VERB);
    return verb || VERBS.contains(left.text()) || VERBS.contains(right.text());
  }

  private static boolean sameSubject(Alignment alignment, int left, int right) {
    return left >= 0
        && right >= 0
        && Kinship.same(alignment.left().get(left), alignment.right().get(right));
  }
}
