package io.llmcache.internal.guard;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TenseGuardTest {

  private final Guard guard = new TenseGuard();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Did the team win? | Will the team win?",
        "Is the road closed? | Was the road closed?",
        "Can I drive at night? | Should I drive at night?",
        "Must visitors register? | Can visitors register?",
        "Who runs the choir? | Who ran the choir?",
        "What changes in spring? | What changed in spring?"
      })
  void objectsToAnotherTimeOrMood(String one, String other) {
    GuardCases.objects(guard, one, other);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "What should I pack? | What do I have to pack?",
        "My lamp won't work. | My lamp doesn't work.",
        "Do I have to pay tax? | Must I pay tax?",
        "Is there a concert next week? | Will there be a concert next week?",
        "Can I park here? | May I park here?",
        "How do I prune roses? | How should I prune roses?",
        "What is the tallest tree? | the tallest tree"
      })
  void isSilentWhereTimeAndMoodAgree(String one, String other) {
    GuardCases.isSilent(guard, one, other);
  }
}
