package io.llmcache.internal.guard;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActionGuardTest {

  private final Guard guard = new ActionGuard();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Delete my account | How do I delete my account?",
        "Please cancel my booking. | What happens if I cancel my booking?"
      })
  void objectsToAQuestionAboutAWish(String one, String other) {
    GuardCases.objects(guard, one, other);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Delete my account | Please delete my account",
        "reset password | How do I reset my password?",
        "Tell me how to delete my account | How do I delete my account?",
        "Explain my options | What are my options?"
      })
  void isSilentWhereBothAskOrBothWish(String one, String other) {
    GuardCases.isSilent(guard, one, other);
  }
}
