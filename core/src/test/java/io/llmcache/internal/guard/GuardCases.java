package io.llmcache.internal.guard;

import static org.assertj.core.api.Assertions.assertThat;

/** What the tests of the single guards share. */
final class GuardCases {

  private GuardCases() {}

  static void objects(Guard guard, String one, String other) {
    assertThat(objection(guard, one, other)).as("%s | %s", one, other).isNotBlank();
    assertThat(objection(guard, other, one)).as("%s | %s", other, one).isNotBlank();
  }

  static void isSilent(Guard guard, String one, String other) {
    assertThat(objection(guard, one, other)).as("%s | %s", one, other).isNull();
    assertThat(objection(guard, other, one)).as("%s | %s", other, one).isNull();
  }

  private static String objection(Guard guard, String one, String other) {
    return guard.objection(Sentence.of(one), Sentence.of(other));
  }
}
