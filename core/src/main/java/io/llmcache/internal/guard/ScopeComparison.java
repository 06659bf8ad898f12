package io.llmcache.internal.guard;

import io.llmcache.internal.lexicon.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One particle in two sentences: what it is about, and what it jumped over. */
final class ScopeComparison {

  /** "I do not think it is" is "I think it is not". */
  private static final Set<String> RAISING =
      Set.of(
          "think", "believe", "suppose", "expect", "want", "seem", "appear", "guess", "feel",
          "intend", "tend", "wish");

  private static final Set<String> OPERATORS =
      Set.of(
          "all", "every", "each", "both", "any", "always", "only", "because", "most", "many",
          "need", "must", "that");

  private final Particle particle;
  private final List<Token> left;
  private final List<Token> right;
  private final Alignment alignment;

  ScopeComparison(Particle particle, List<Token> left, List<Token> right) {
    this.particle = particle;
    this.left = left;
    this.right = right;
    alignment = new Aligner(left, right).align();
  }

  @Nullable String moved(List<Integer> leftPlaces, List<Integer> rightPlaces) {
    List<Scope> lefts = scopes(left, leftPlaces);
    List<Scope> rights = scopes(right, rightPlaces);
    for (Scope scope : List.copyOf(lefts)) {
      if (rights.removeIf(r -> sameFocus(scope, r))) {
        lefts.remove(scope);
      }
    }
    if (lefts.size() != 1 || rights.size() != 1) {
      return null;
    }
    return judge(lefts.get(0), rights.get(0));
  }

  private List<Scope> scopes(List<Token> tokens, List<Integer> places) {
    List<Scope> scopes = new ArrayList<>();
    for (int at : places) {
      scopes.add(Scope.of(particle, tokens, at));
    }
    return scopes;
  }

  private boolean sameFocus(Scope l, Scope r) {
    return l.focus() < 0 || r.focus() < 0
        ? l.focus() == r.focus()
        : alignment.rightOf(l.focus()) == r.focus()
            || Kinship.same(left.get(l.focus()), right.get(r.focus()));
  }

  private @Nullable String judge(Scope l, Scope r) {
    boolean known =
        l.focus() >= 0
            && r.focus() >= 0
            && alignment.rightOf(l.focus()) >= 0
            && alignment.leftOf(r.focus()) >= 0;
    if (!known || !matters(l, r)) {
      return null;
    }
    return "\"%s\" at %s against %s"
        .formatted(
            particle.name().toLowerCase(Locale.ROOT),
            left.get(l.focus()).text(),
            right.get(r.focus()).text());
  }

  private boolean matters(Scope l, Scope r) {
    List<Integer> crossed = crossed(l, r);
    if (particle == Particle.DENIAL) {
      return !isInversion(crossed)
          && crossed.stream().anyMatch(at -> changesDenial(left.get(at)) || isVerdict(at));
    }
    List<Integer> things = crossed.stream().filter(at -> isThing(left.get(at))).toList();
    boolean atVerb = things.size() == 1 && isPredicate(things.get(0));
    return !things.isEmpty() && !atVerb;
  }

  /** The words of the left sentence that the particle jumped over. */
  private List<Integer> crossed(Scope l, Scope r) {
    List<Integer> crossed = new ArrayList<>();
    for (int i = 0; i < left.size(); i++) {
      int j = alignment.rightOf(i);
      boolean own = particle.has(left.get(i).text());
      if (j >= 0 && !own && i >= l.start() != j >= r.start()) {
        crossed.add(i);
      }
    }
    return crossed;
  }

  /** "Isn't the new lamp working" is "is the new lamp not working". */
  private boolean isInversion(List<Integer> crossed) {
    if (crossed.isEmpty()) {
      return true;
    }
    int first = crossed.get(0);
    int other = alignment.rightOf(first);
    return crossed.stream().allMatch(at -> isSubject(left.get(at)))
        && (opens(left, first) || opens(right, other));
  }

  private static boolean isSubject(Token token) {
    String word = token.text();
    boolean small = WordClass.AUXILIARIES.has(word) || OPERATORS.contains(word);
    return !small && !word.equals("to") && !WordClass.CONJUNCTIONS.has(word);
  }

  /** Whether a word stands behind "not" behind the verb that opens a question. */
  private static boolean opens(List<Token> tokens, int at) {
    boolean not = at > 1 && Particle.DENIAL.has(tokens.get(at - 1).text());
    return not
        && WordClass.AUXILIARIES.has(tokens.get(at - 2).text())
        && (at == 2
            || tokens.get(at - 3).pause()
            || WordClass.QUESTIONS.has(tokens.get(at - 3).text()));
  }

  /** "Wise not to", "not wise to". */
  private boolean isVerdict(int at) {
    int next = at + 1;
    while (next < left.size() && particle.has(left.get(next).text())) {
      next++;
    }
    return next < left.size()
        && left.get(next).text().equals("to")
        && left.get(at).rather(Part.ADJECTIVE, Part.NOUN);
  }

  private static boolean changesDenial(Token token) {
    if (token.kind() == Token.Kind.FUNCTION) {
      return OPERATORS.contains(token.text());
    }
    return token.is(Part.VERB)
        && token.rather(Part.VERB, Part.NOUN)
        && Stems.of(token.text()).stream().noneMatch(RAISING::contains);
  }

  private static boolean isThing(Token token) {
    return token.kind() != Token.Kind.FUNCTION || Persons.of(token.text()) != Persons.NOBODY;
  }

  /** "Only use cash" is "use only cash", but "can only she" is not "can she only". */
  private boolean isPredicate(int at) {
    Token token = left.get(at);
    boolean quality = token.is(Part.VERB) || token.is(Part.ADJECTIVE);
    return token.isContent()
        && quality
        && !isSubject(left, at)
        && !isSubject(right, alignment.rightOf(at));
  }

  /** Whether the word stands right behind the verb that opens a question. */
  private static boolean isSubject(List<Token> tokens, int at) {
    int before = at - 1;
    while (before > 0 && isSmall(tokens.get(before).text())) {
      before--;
    }
    return before >= 0
        && WordClass.AUXILIARIES.has(tokens.get(before).text())
        && (before == 0
            || tokens.get(before - 1).pause()
            || WordClass.QUESTIONS.has(tokens.get(before - 1).text()));
  }

  private static boolean isSmall(String word) {
    return WordClass.DETERMINERS.has(word) || Particle.ONLY.has(word) || Particle.EVEN.has(word);
  }
}
