package io.llmcache.itests;

import java.util.Map;

/** What the tests of the demo have in common. */
final class Demos {

  /** Classes of this order run before Arquillian starts its server: one server at a time. */
  static final int BEFORE_ARQUILLIAN = 1;

  /** A simulated provider that does not keep a test waiting. */
  static final Map<String, String> FAST =
      Map.of("SIMULATED_FIRST_TOKEN_MS", "30", "SIMULATED_TOKENS_PER_SECOND", "4000");

  private Demos() {}
}
