package io.llmcache.internal.guard;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Tells which questions must not be answered by similarity at all: those about now, about the
 * asker's own data, orders with an effect, and those that only their dialogue explains. Pure,
 * immutable and thread-safe.
 */
public final class PromptGates {

  private static final PromptGates ALL =
      new PromptGates(
          List.of(new TimeGate(), new PersonalGate(), new ActionGate(), new ContextGate()));

  private final List<Gate> gates;

  private PromptGates(List<Gate> gates) {
    this.gates = gates;
  }

  /** Every gate. The one named "context" is for requests without earlier turns. */
  public static PromptGates all() {
    return ALL;
  }

  /** The names of all gates, in the order in which they are asked. */
  public static List<String> names() {
    return ALL.gates.stream().map(Gate::name).toList();
  }

  /**
   * These gates without the ones named.
   *
   * @throws IllegalArgumentException if there is no gate of such a name; the message lists them
   */
  public PromptGates without(Set<String> off) {
    Set<String> unknown = new TreeSet<>(off);
    names().forEach(unknown::remove);
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException("No such gate: " + unknown + ", there are " + names());
    }
    return new PromptGates(gates.stream().filter(gate -> !off.contains(gate.name())).toList());
  }

  /** The name of the first gate that refuses the question, or null. Never throws on any text. */
  public @Nullable String refusal(String question) {
    Phrasing phrasing = Phrasing.of(question);
    for (Gate gate : gates) {
      if (gate.refuses(phrasing)) {
        return gate.name();
      }
    }
    return null;
  }
}
