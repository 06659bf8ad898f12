package io.llmcache.internal.guard;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantifierGuardTest {

  private final Guard guard = new QuantifierGuard();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Did only Ann see the play? | Did Ann see only the play?",
        "Do birds migrate? | Do all birds migrate?",
        "Do all birds migrate? | Do most birds migrate?",
        "Is tea always healthy? | Is tea sometimes healthy?",
        "Is the lift only for guests? | Is the lift for guests?",
        "Did both teams qualify? | Did few teams qualify?"
      })
  void objectsToAnotherQuantity(String one, String other) {
    GuardCases.objects(guard, one, other);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Name all colours of the flag | Name the colours of the flag",
        "Does every student get a desk? | Does each student get a desk?",
        "Are there any trains? | Are there trains?"
      })
  void isSilentWhereTheQuantityIsTheSame(String one, String other) {
    GuardCases.isSilent(guard, one, other);
  }
}
