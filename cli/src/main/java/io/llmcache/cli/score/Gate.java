package io.llmcache.cli.score;

import io.llmcache.cli.common.ConfigError;
import io.llmcache.internal.guard.PromptGates;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Says which questions are not looked up by meaning. Pure. */
interface Gate {

  /** Lets every question pass. */
  Gate OPEN = question -> null;

  /**
   * The gates of these names.
   *
   * @throws ConfigError if there is none of one of them
   */
  static Gate of(Set<String> names) {
    Set<String> off = new TreeSet<>(PromptGates.names());
    if (!off.containsAll(names)) {
      throw new ConfigError("There is no such gate in %s; there are %s.".formatted(names, off));
    }
    off.removeAll(names);
    PromptGates gates = PromptGates.all().without(off);
    return question -> {
      String shut = gates.refusal(question);
      return shut == null ? null : "gate: " + shut;
    };
  }

  /** Why the question is not looked up, or null. */
  @Nullable String refusal(String question);
}
