package io.llmcache.internal.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A question as the guards see it. Made once per text; immutable and thread-safe. */
final class Sentence {

  /** Texts longer than this are compared up to here; the guards stay quick on any text. */
  private static final int LONGEST = 400;

  private static final Set<String> NEUTRAL = Set.of("best", "easiest", "simplest");

  private record Compared(Sentence other, Alignment alignment) {}

  private record Framed(Sentence other, Frame frame) {}

  private final String raw;
  private final List<Token> all;
  private final List<Token> tokens;
  private final Set<Openers.Intent> intents;
  private volatile @Nullable Compared compared;
  private volatile @Nullable Framed framed;

  private Sentence(String raw) {
    this.raw = raw;
    List<Token> found = Phrases.join(QuestionForms.shorten(Tokens.of(raw)));
    all = List.copyOf(found.size() > LONGEST ? found.subList(0, LONGEST) : found);
    Openers.Opened opened = Openers.open(all);
    intents = opened.intents();
    int end = Math.max(opened.start(), Closers.start(all));
    List<Token> proper = new ArrayList<>(qualities(all.subList(0, opened.start())));
    proper.addAll(all.subList(opened.start(), end));
    tokens = Fillers.without(proper);
  }

  static Sentence of(String text) {
    return new Sentence(text);
  }

  /** "The slowest way to" opens a question, but not every question on how. */
  private static List<Token> qualities(List<Token> opener) {
    return opener.stream()
        .filter(token -> token.text().endsWith("est") && !NEUTRAL.contains(token.text()))
        .toList();
  }

  /** The text as written. */
  String raw() {
    return raw;
  }

  /** All words. */
  List<Token> all() {
    return all;
  }

  /** The words of the question proper: no opener, no filler. */
  List<Token> tokens() {
    return tokens;
  }

  /** What the openers said. */
  Set<Openers.Intent> intents() {
    return intents;
  }

  /** Which words of the other sentence say the same; made once for all guards. */
  Alignment with(Sentence other) {
    Compared known = compared;
    if (known == null || known.other() != other) {
      known = new Compared(other, new Aligner(tokens, other.tokens).align());
      compared = known;
    }
    return known.alignment();
  }

  /** The frame of all words of both; made once for all guards. */
  Frame frameWith(Sentence other) {
    Framed known = framed;
    if (known == null || known.other() != other) {
      known = new Framed(other, Frame.of(all, other.all));
      framed = known;
    }
    return known.frame();
  }
}
