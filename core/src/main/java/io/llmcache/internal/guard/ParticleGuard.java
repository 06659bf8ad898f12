package io.llmcache.internal.guard;

import io.llmcache.internal.lexicon.Part;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A verb with another particle is another verb: put off and put in, look for and look after. */
final class ParticleGuard implements Guard {

  private static final Set<String> STRONG =
      Set.of(
          "off", "out", "up", "down", "back", "forward", "away", "over", "along", "apart",
          "through", "ahead", "aside");

  private static final Set<String> WEAK =
      Set.of("in", "on", "into", "after", "for", "at", "by", "about", "to", "with", "across");

  /** Verbs that say little without their particle. */
  private static final Set<String> PHRASAL =
      Set.of(
          "look", "take", "put", "get", "give", "go", "turn", "come", "bring", "run", "set",
          "break", "call", "carry", "make", "hold", "keep", "cut", "hand", "fall", "pass", "stand",
          "move", "care", "ask", "step", "pull");

  /** One fills a form in, out or up. */
  private static final Set<String> FREE = Set.of("fill");

  private static final WordPairs ALIKE = WordPairs.groups("particles.txt");

  /** How far before a particle its verb may stand: "put the meeting off". */
  private static final int REACH = 4;

  @Override
  public String name() {
    return "particles";
  }

  @Override
  public @Nullable String objection(Sentence one, Sentence other) {
    for (Frame.Slot slot : one.frameWith(other).slots()) {
      boolean single = slot.left().size() == 1 && slot.right().size() == 1;
      if (single
          && isParticle(one.all(), slot.leftAt())
          && isParticle(other.all(), slot.rightAt())) {
        String left = slot.left().get(0).text();
        String right = slot.right().get(0).text();
        boolean strong = STRONG.contains(left) || STRONG.contains(right);
        boolean phrasal = isLook(one.all(), slot.leftAt());
        if ((strong || phrasal) && !ALIKE.has(left, right)) {
          return left + " against " + right;
        }
      }
    }
    return null;
  }

  private static boolean isParticle(List<Token> tokens, int at) {
    String word = tokens.get(at).text();
    if (!STRONG.contains(word) && !WEAK.contains(word) || at == 0) {
      return false;
    }
    if (isOf(tokens.get(at - 1), FREE)) {
      return false;
    }
    if (isPlainVerb(tokens.get(at - 1))) {
      return true;
    }
    return STRONG.contains(word)
        && tokens.subList(Math.max(0, at - REACH), at).stream().anyMatch(t -> isOf(t, PHRASAL));
  }

  private static boolean isPlainVerb(Token token) {
    return isOf(token, PHRASAL)
        || token.isContent() && token.is(Part.VERB) && token.rather(Part.VERB, Part.NOUN);
  }

  private static boolean isLook(List<Token> tokens, int at) {
    return isOf(tokens.get(at - 1), Set.of("look", "care", "ask", "go", "get", "run", "come"))
        && !Set.of("in", "to", "at").contains(tokens.get(at).text());
  }

  private static boolean isOf(Token token, Set<String> verbs) {
    return Stems.of(token.text()).stream().anyMatch(verbs::contains) || isIrregular(token, verbs);
  }

  private static boolean isIrregular(Token token, Set<String> verbs) {
    return switch (token.text()) {
      case "took", "taken" -> verbs.contains("take");
      case "got", "gotten" -> verbs.contains("get");
      case "gave", "given" -> verbs.contains("give");
      case "went", "gone" -> verbs.contains("go");
      case "came" -> verbs.contains("come");
      case "brought" -> verbs.contains("bring");
      case "ran" -> verbs.contains("run");
      case "broke", "broken" -> verbs.contains("break");
      default -> false;
    };
  }
}
