package io.llmcache.internal.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A question as the guards see it in one comparison; what is read from it alone is the wording's.
 * Immutable and thread-safe.
 */
final class Sentence {

  /** Texts longer than this are compared up to here; the guards stay quick on any text. */
  private static final int LONGEST = 400;

  private static final Set<String> NEUTRAL = Set.of("best", "easiest", "simplest");

  private record Compared(Sentence other, Alignment alignment) {}

  private record Framed(Sentence other, Frame frame) {}

  private record Near(Sentence other, List<Frame.Slot> slots) {}

  /** What the text alone is made of. */
  record Words(List<Token> all, List<Token> tokens, Set<Openers.Intent> intents) {}

  static final Reading<Words> WORDS = new Reading<>(wording -> words(wording.raw()));

  private final Wording wording;
  private final List<Token> all;
  private final List<Token> tokens;
  private final Set<Openers.Intent> intents;
  private volatile @Nullable Compared compared;
  private volatile @Nullable Compared whole;
  private volatile @Nullable Framed framed;
  private volatile @Nullable Near near;

  Sentence(Wording wording) {
    this.wording = wording;
    Words words = wording.read(WORDS);
    all = words.all();
    tokens = words.tokens();
    intents = words.intents();
  }

  static Sentence of(String text) {
    return new Sentence(new Wording(text));
  }

  private static Words words(String raw) {
    List<Token> found = Phrases.join(QuestionForms.shorten(Tokens.of(raw)));
    List<Token> all = List.copyOf(found.size() > LONGEST ? found.subList(0, LONGEST) : found);
    Openers.Opened opened = Openers.open(all);
    int end = Math.max(opened.start(), Closers.start(all));
    List<Token> proper = new ArrayList<>(qualities(all.subList(0, opened.start())));
    proper.addAll(all.subList(opened.start(), end));
    return new Words(all, Fillers.without(proper), opened.intents());
  }

  /** With what is read from the text alone. */
  Wording wording() {
    return wording;
  }

  /** "The slowest way to" opens a question, but not every question on how. */
  private static List<Token> qualities(List<Token> opener) {
    return opener.stream()
        .filter(token -> token.text().endsWith("est") && !NEUTRAL.contains(token.text()))
        .toList();
  }

  /** The text as written. */
  String raw() {
    return wording.raw();
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

  /** The same for all words of both, openers and fillers too. */
  Alignment whollyWith(Sentence other) {
    Compared known = whole;
    if (known == null || known.other() != other) {
      known = new Compared(other, new Aligner(all, other.all).align());
      whole = known;
    }
    return known.alignment();
  }

  /** As {@link NearCopy} tells; made once for all guards. */
  List<Frame.Slot> slotsWith(Sentence other) {
    Near known = near;
    if (known == null || known.other() != other) {
      known = new Near(other, NearCopy.slots(this, other));
      near = known;
    }
    return known.slots();
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
