package io.llmcache.cli;

import java.io.Console;
import java.util.Map;

/** Finds out whether a person is looking. */
final class Terminal {

  private Terminal() {}

  /** How progress is shown to whoever looks. */
  static Progress.Look look(WarmOptions.Show asked, Map<String, String> environment) {
    return switch (asked) {
      case bar -> Progress.Look.BAR;
      case lines -> Progress.Look.LINES;
      case none -> Progress.Look.NONE;
      case auto -> isThere(environment) ? Progress.Look.BAR : Progress.Look.LINES;
    };
  }

  private static boolean isThere(Map<String, String> environment) {
    Console console = System.console();
    return console != null
        && !"dumb".equals(environment.getOrDefault("TERM", "dumb"))
        && isTerminal(console);
  }

  /** From JDK 22 on there is a console without a terminal too, and a method that tells. */
  private static boolean isTerminal(Console console) {
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }
}
