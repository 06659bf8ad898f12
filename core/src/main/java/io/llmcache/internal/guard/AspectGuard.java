package io.llmcache.internal.guard;

import io.llmcache.internal.lexicon.Part;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is done is not what is to come: "I have eaten it", "I am going to eat it". */
final class AspectGuard implements Guard {

  private enum State {
    DONE,
    COMING,
    OPEN
  }

  private static final Set<String> COMING = Set.of("will", "shall", "should", "must");
  private static final Set<String> LEADS =
      Set.of(
          "going",
          "about",
          "plan",
          "plans",
          "planning",
          "want",
          "wants",
          "hope",
          "hopes",
          "hoping",
          "intend",
          "intends");
  private static final Set<String> DONE = Set.of("have", "has", "had", "was", "were", "been");
  private static final Set<String> HAVE = Set.of("have", "has", "had");
  private static final int REACH = 4;

  @Override
  public String name() {
    return "aspect";
  }

  @Override
  public @Nullable String objection(Sentence one, Sentence other) {
    if (!isToCome(one) && !isToCome(other) || one.slotsWith(other).isEmpty()) {
      return null;
    }
    Alignment alignment = one.whollyWith(other);
    for (Alignment.Link link : alignment.links(Kin.SAME)) {
      State left = state(one.all(), link.left());
      State right = state(other.all(), link.right());
      if (left == State.DONE && right == State.COMING
          || left == State.COMING && right == State.DONE) {
        return one.all().get(link.left()).text() + " is done against to come";
      }
    }
    return null;
  }

  private static boolean isToCome(Sentence sentence) {
    return sentence.all().stream()
        .anyMatch(token -> COMING.contains(token.text()) || LEADS.contains(token.text()));
  }

  private static State state(List<Token> tokens, int at) {
    Token verb = tokens.get(at);
    if (!verb.isContent() && !verb.text().equals("done")) {
      return State.OPEN;
    }
    boolean coming = false;
    boolean participle = isParticiple(tokens, at);
    boolean done = VerbForm.isPast(verb) && !hasAuxiliary(tokens, at);
    for (int i = at - 1; i >= Math.max(0, at - REACH) && mayLead(tokens.get(i)); i--) {
      String word = tokens.get(i).text();
      boolean lead = LEADS.contains(word) && tokens.get(i + 1).text().equals("to");
      coming |= COMING.contains(word) || lead;
      done |= DONE.contains(word) && participle && !tokens.get(i + 1).text().equals("to");
    }
    if (coming) {
      return done && hasHad(tokens, at) ? State.OPEN : State.COMING;
    }
    return done ? State.DONE : State.OPEN;
  }

  private static boolean isParticiple(List<Token> tokens, int at) {
    Token verb = tokens.get(at);
    boolean had = at > 0 && HAVE.contains(tokens.get(at - 1).text()) && verb.is(Part.VERB);
    return Participle.is(verb)
        || verb.text().equals("done")
        || had && verb.rather(Part.VERB, Part.NOUN);
  }

  /** What may stand between "will" and its verb. */
  private static boolean mayLead(Token token) {
    String word = token.text();
    return WordClass.AUXILIARIES.has(word)
        || WordClass.FILLERS.has(word)
        || LEADS.contains(word)
        || word.equals("to")
        || Persons.of(word) != Persons.NOBODY;
  }

  /** "Should have arrived" is neither. */
  private static boolean hasHad(List<Token> tokens, int at) {
    return tokens.subList(Math.max(0, at - REACH), at).stream()
        .anyMatch(token -> token.text().equals("have"));
  }

  /** "Is closed", "is my card accepted", "the closed shop": a state. */
  private static boolean hasAuxiliary(List<Token> tokens, int at) {
    boolean quality = at > 0 && WordClass.DETERMINERS.has(tokens.get(at - 1).text());
    return quality
        || tokens.subList(Math.max(0, at - REACH), at).stream()
            .anyMatch(token -> WordClass.AUXILIARIES.has(token.text()));
  }
}
