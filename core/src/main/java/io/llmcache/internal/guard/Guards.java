package io.llmcache.internal.guard;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * All guards together. Thread-safe; never throws on any text. The cheap and the telling ones are
 * asked first.
 */
public final class Guards {

  private static final List<Guard> ALL =
      List.of(
          new LanguageGuard(),
          new NumbersGuard(),
          new IdentifiersGuard(),
          new FormGuard(),
          new MannerGuard(),
          new NegationGuard(),
          new AntonymGuard(),
          new RoleGuard(),
          new QuestionGuard(),
          new QuantifierGuard(),
          new ComparativeGuard(),
          new TenseGuard(),
          new ActionGuard(),
          new ScopeGuard(),
          new PersonGuard(),
          new ClauseGuard(),
          new OrderGuard(),
          new VoiceGuard(),
          new AskedGuard(),
          new RelationGuard(),
          new AmountGuard(),
          new ParticleGuard(),
          new RealityGuard(),
          new DutyGuard(),
          new OrdersGuard(),
          new QuoteGuard(),
          new PrepositionGuard(),
          new TurnGuard(),
          new AspectGuard(),
          new ComplementGuard(),
          new ReflexiveGuard(),
          new AggregateGuard(),
          new PrefixGuard(),
          new PortionGuard(),
          new ArithmeticGuard(),
          new ComparisonGuard(),
          new SwapGuard(),
          new RankGuard(),
          new FewGuard(),
          new SpeakerGuard(),
          new PhrasalGuard(),
          new DifferenceGuard(),
          new EmphasisGuard(),
          new EntityGuard(),
          new UnmatchedGuard());

  private final List<Guard> guards;
  private final Wordings wordings = new Wordings();

  private Guards(List<Guard> guards) {
    this.guards = guards;
  }

  public static Guards all() {
    return new Guards(ALL);
  }

  /** The names of all guards, in the order in which they are asked. */
  public static List<String> names() {
    return ALL.stream().map(Guard::name).toList();
  }

  /** In the order in which they are asked. */
  List<Guard> list() {
    return guards;
  }

  /**
   * These guards but some.
   *
   * @throws IllegalArgumentException if there is no guard of one of the names
   */
  public Guards without(Set<String> names) {
    Set<String> unknown = new TreeSet<>(names);
    unknown.removeAll(names());
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException("No guard is named " + unknown + "; known: " + names());
    }
    return new Guards(guards.stream().filter(guard -> !names.contains(guard.name())).toList());
  }

  /**
   * Whether the question is in a language that the guards know; true if the guard that says so is
   * off.
   */
  public boolean knowLanguageOf(String question) {
    return guards.stream().noneMatch(guard -> guard instanceof LanguageGuard)
        || LanguageGuard.knows(wordings.of(question));
  }

  /** The first veto, or null. The order of the two texts does not matter. */
  public @Nullable Veto veto(String stored, String asked) {
    boolean ordered = stored.compareTo(asked) <= 0;
    Sentence one = new Sentence(wordings.of(ordered ? stored : asked));
    Sentence other = new Sentence(wordings.of(ordered ? asked : stored));
    for (Guard guard : guards) {
      String detail = guard.objection(one, other);
      if (detail != null) {
        return new Veto(guard.name(), detail);
      }
    }
    return null;
  }
}
