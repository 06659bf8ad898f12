package io.llmcache.internal.guard;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuestionGuardTest {

  private final Guard guard = new QuestionGuard();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Who founded the school? | When was the school founded?",
        "Why is the bridge closed? | Is the bridge closed?",
        "Where is the concert? | When is the concert?",
        "How much is the visa? | Where is the visa?",
        "How often does the bus run? | Where does the bus run?"
      })
  void objectsWhereSomethingElseIsAsked(String one, String other) {
    GuardCases.objects(guard, one, other);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "What time does the bank open? | When does the bank open?",
        "What is the reason for the delay? | Why is there a delay?",
        "How do I peel a mango? | What is the best way to peel a mango?",
        "Which person wrote it? | Who wrote it?",
        "parking fees downtown | How much is parking downtown?",
        "What is the price of the ticket? | How much is the ticket?"
      })
  void isSilentWhereTheSameIsAsked(String one, String other) {
    GuardCases.isSilent(guard, one, other);
  }
}
