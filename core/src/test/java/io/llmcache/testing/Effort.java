package io.llmcache.testing;

/** How hard tests with random input try: a little by default, longer where tests.ci is true. */
public final class Effort {

  private Effort() {}

  /** How often to do what is worth doing more often in a long build. */
  public static int rounds() {
    return Boolean.getBoolean("tests.ci") ? 8 : 1;
  }
}
