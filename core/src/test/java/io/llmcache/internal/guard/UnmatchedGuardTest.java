package io.llmcache.internal.guard;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnmatchedGuardTest {

  private final Guard guard = new UnmatchedGuard();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Where can I use a drill? | Where can I rent a drill?",
        "Can I drive? | Can I drive after drinking?",
        "How do I wash a woollen jumper? | How do I wash a silk jumper?",
        "Can I feed my hamster cheese? | Can I feed my parrot cheese?",
        "What is diabetes? | What is asthma?",
        "How do I plant roses? | How do I plant roses in winter?",
        "How often do I prune a vine in the first year? | In spring, how frequently do I prune a vine?"
      })
  void objectsToWordsThatOnlyOneHas(String one, String other) {
    GuardCases.objects(guard, one, other);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Where is the UN office? | Where is the United Nations office?",
        "How do I rollover a pension? | How do I roll over a pension?",
        "call and order a pizza | order a pizza",
        "How often do I prune a vine in spring? | In spring, how frequently do I prune a vine?",
        "How do I fix a flat tyre? | How do I repair a flat tyre?",
        "Hello, could you please tell me how to plant roses? | How do I plant roses?",
        "How do I set up a printer? | I want to set up a printer",
        "Is the spider really alive? | Is the spider alive?"
      })
  void isSilentWhereAllIsSaid(String one, String other) {
    GuardCases.isSilent(guard, one, other);
  }
}
