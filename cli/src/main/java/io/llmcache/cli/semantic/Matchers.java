package io.llmcache.cli.semantic;

import io.llmcache.cli.common.ConfigError;
import io.llmcache.internal.guard.Guards;
import io.llmcache.internal.semantic.QuestionMatcher;
import io.llmcache.internal.semantic.SecondOpinion;
import io.llmcache.settings.Settings;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Makes the matchers, the very class by which the engine decides. */
public final class Matchers {

  private Matchers() {}

  /**
   * With the guards that the option and the settings leave on.
   *
   * @throws ConfigError if a guard is to be off that there is not
   */
  public static QuestionMatcher of(OnOff guards, Settings settings) {
    Set<String> off = new LinkedHashSet<>(settings.semantic().guardsOff());
    return without(guards == OnOff.off ? Set.copyOf(Guards.names()) : off);
  }

  /** With one guard alone. */
  public static QuestionMatcher only(String guard) {
    return without(allBut(List.of(guard)));
  }

  /** The guards that are on, in their order. */
  public static List<String> active(OnOff guards, Settings settings) {
    if (guards == OnOff.off) {
      return List.of();
    }
    Set<String> off = settings.semantic().guardsOff();
    return Guards.names().stream().filter(name -> !off.contains(name)).toList();
  }

  private static Set<String> allBut(List<String> names) {
    Set<String> others = new LinkedHashSet<>(Guards.names());
    names.forEach(others::remove);
    return others;
  }

  private static QuestionMatcher without(Set<String> off) {
    try {
      return new QuestionMatcher(Guards.all().without(off), SecondOpinion.NONE);
    } catch (IllegalArgumentException e) {
      throw new ConfigError(String.valueOf(e.getMessage()));
    }
  }
}
