package io.llmcache.internal.guard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MannerGuardTest {

  private final MannerGuard guard = new MannerGuard();

  @ParameterizedTest
  @CsvSource({
    "What is the best way to keep basil fresh?, What is the worst way to keep basil fresh?",
    "how do i get to the harbour, what's the cheapest way to get to the harbour",
    "Which is the safest way to clean a chimney?, Which is the fastest way to clean a chimney?"
  })
  void anotherMannerIsAnotherQuestion(String one, String other) {
    assertThat(guard.objection(Sentence.of(one), Sentence.of(other))).isNotNull();
    assertThat(guard.objection(Sentence.of(other), Sentence.of(one))).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({
    "What is the best way to keep basil fresh?, How do I keep basil fresh?",
    "the easiest way to keep basil fresh, Is there a way to keep basil fresh?",
    "The quickest way to clean a chimney?, What is the fastest way to clean a chimney?"
  })
  void theBestWayIsNoManner(String one, String other) {
    assertThat(guard.objection(Sentence.of(one), Sentence.of(other))).isNull();
  }
}
