package io.llmcache.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.exchange.CacheStatus;
import org.junit.jupiter.api.Test;

class ExplanationTest {

  @Test
  void aWordBecomesASentence() {
    assertThat(Explanation.ofBypass(CacheStatus.bypass("no-model")))
        .isEqualTo("\"model\" is missing; add it to \"body\"");
    assertThat(Explanation.ofNotStored("refused"))
        .isEqualTo("the answer was not stored: the model refused");
  }

  @Test
  void aWordThatNobodyExplainsIsShown() {
    assertThat(Explanation.ofBypass(CacheStatus.bypass("new-reason")))
        .isEqualTo("not cacheable: new-reason");
    assertThat(Explanation.ofBypass(CacheStatus.bypass("with blanks")))
        .isEqualTo("not cacheable: with blanks");
    assertThat(Explanation.ofNotStored("l2-put: IOException"))
        .isEqualTo("the answer was not stored: l2-put: IOException");
  }
}
