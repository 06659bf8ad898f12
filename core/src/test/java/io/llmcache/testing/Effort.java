package io.llmcache.testing;

import java.time.Duration;

/** How hard tests with random input try: a little by default, longer where tests.ci is true. */
public final class Effort {

  private Effort() {}

  /** How often to do what is worth doing more often in a long build. */
  public static int rounds() {
    return longBuild() ? 8 : 1;
  }

  /** The same for what takes seconds each time. */
  public static int fewRounds() {
    return longBuild() ? 2 : 1;
  }

  /** For how long to try random input. */
  public static Duration fuzzing() {
    return Duration.ofSeconds(longBuild() ? 25 : 10);
  }

  private static boolean longBuild() {
    return Boolean.getBoolean("tests.ci");
  }
}
