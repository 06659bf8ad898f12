package io.llmcache.internal.guard;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntityGuardTest {

  private final Guard guard = new EntityGuard();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "What is the capital of Peru? | What is the capital of Chile?",
        "Who is Ada Lovelace? | Who is Ada Byron?",
        "How is the weather in Lisbon? | How is the weather?",
        "Does zorvanix cause headaches? | Does melbutrin cause headaches?"
      })
  void objectsToOtherNames(String one, String other) {
    GuardCases.objects(guard, one, other);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "What is the capital of Peru? | Tell me the capital of Peru",
        "how is the weather in lisbon | How is the weather in Lisbon?",
        "How do I instal a dishwaser? | How do I install a dishwasher?"
      })
  void isSilentWhereNamesAgree(String one, String other) {
    GuardCases.isSilent(guard, one, other);
  }
}
