package io.llmcache.internal.guard;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NegationGuardTest {

  private final Guard guard = new NegationGuard();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Is it safe to swim here? | Is it not safe to swim here?",
        "Which plants need sunlight? | Which plants do not need sunlight?",
        "The museum charges children. | The museum never charges children.",
        "Why does my printer print? | Why doesn't my printer print?",
        "How can I see the moon? | How can I avoid seeing the moon?",
        "Who refused to pay? | Who did not refuse to pay?"
      })
  void objectsWhereOnlyOneDenies(String one, String other) {
    GuardCases.objects(guard, one, other);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "I can't find the exit. | Where can I find the exit?",
        "How do I stop hiccups? | How do I prevent hiccups?",
        "Is the shop not open? | Is the shop closed?",
        "Is the lift not available? | Is the lift unavailable?",
        "It is not impossible to win. | It is possible to win.",
        "Why won't the door lock? | Why does the door not lock?",
        "Isn't there a train to Rome? | Is there a train to Rome?",
        "I don't know how to boil an egg | How do I boil an egg?"
      })
  void isSilentWhereBothSayTheSame(String one, String other) {
    GuardCases.isSilent(guard, one, other);
  }
}
