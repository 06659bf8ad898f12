package io.llmcache.internal.guard;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The same clauses in another relation: while and after, if and unless, now that and if. */
final class RelationGuard implements Guard {

  private static final Set<Relation> TIMES = EnumSet.of(Relation.BEFORE, Relation.AFTER);

  @Override
  public String name() {
    return "relations";
  }

  @Override
  public @Nullable String objection(Sentence one, Sentence other) {
    List<Token> left = one.all();
    List<Token> right = other.all();
    if (relations(left, 0, left.size()).isEmpty() || relations(right, 0, right.size()).isEmpty()) {
      return null;
    }
    for (Frame.Slot slot : Frame.of(left, right).slots()) {
      List<Relation> l = relations(left, slot.leftAt(), slot.left().size());
      List<Relation> r = relations(right, slot.rightAt(), slot.right().size());
      boolean both = l.size() == 1 && r.size() == 1 && slot.isGrammar();
      boolean loose = both && isFree(l.get(0), r.get(0)) && !isWord(slot);
      if (both && !loose && !l.get(0).isLike(r.get(0))) {
        return l.get(0) + " against " + r.get(0);
      }
    }
    return even(left, right);
  }

  /** "What do I do if it broke" and "what is the first step after it broke". */
  private static boolean isFree(Relation left, Relation right) {
    return left == Relation.IF && TIMES.contains(right)
        || right == Relation.IF && TIMES.contains(left);
  }

  private static boolean isWord(Frame.Slot slot) {
    return slot.left().size() == 1 && slot.right().size() == 1;
  }

  private static List<Relation> relations(List<Token> tokens, int from, int size) {
    List<Relation> relations = new ArrayList<>();
    for (int i = from; i < from + size; i++) {
      Relation relation = Relation.at(tokens, i);
      if (relation != null) {
        relations.add(relation);
      }
    }
    return relations;
  }

  /** "Even" is left out easily, and "if" stays the same word. */
  private static @Nullable String even(List<Token> left, List<Token> right) {
    boolean l = hasEvenIf(left);
    boolean r = hasEvenIf(right);
    boolean differ = l != r && hasIf(left) && hasIf(right);
    return differ ? "\"even if\" against \"if\"" : null;
  }

  private static boolean hasEvenIf(List<Token> tokens) {
    return relations(tokens, 0, tokens.size()).contains(Relation.EVEN_IF);
  }

  private static boolean hasIf(List<Token> tokens) {
    return tokens.stream().anyMatch(token -> token.text().equals("if"));
  }
}
