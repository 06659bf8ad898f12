package io.llmcache.internal.guard;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparativeGuardTest {

  private final Guard guard = new ComparativeGuard();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Which phone is cheap? | Which phone is cheapest?",
        "Is the blue line fast? | Is the blue line faster?",
        "What is a more useful tool? | What is the most useful tool?",
        "a good hotel in Turin | the best hotel in Turin"
      })
  void objectsToAnotherDegree(String one, String other) {
    GuardCases.objects(guard, one, other);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Which phone is the cheapest? | the cheapest phone",
        "Does noise bother bees? | Are bees bothered by noise?",
        "Is the train faster than the bus? | faster: train or bus?"
      })
  void isSilentWhereTheDegreeIsTheSame(String one, String other) {
    GuardCases.isSilent(guard, one, other);
  }
}
