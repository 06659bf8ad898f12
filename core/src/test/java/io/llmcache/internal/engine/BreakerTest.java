package io.llmcache.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class BreakerTest {

  private final Breaker breaker = new Breaker();

  @Test
  void opensAtTheThirdTimeOutInARow() {
    assertThat(breaker.failed(new TimeoutException())).isFalse();
    assertThat(breaker.failed(new ExecutionException(new TimeoutException()))).isFalse();
    assertThat(breaker.open()).isFalse();
    assertThat(breaker.failed(new RejectedExecutionException())).isTrue();
    assertThat(breaker.open()).isTrue();
  }

  @Test
  void anAnswerInBetweenBeginsTheRowAnew() {
    breaker.failed(new TimeoutException());
    breaker.failed(new TimeoutException());
    breaker.answered();
    breaker.failed(new TimeoutException());
    breaker.failed(new TimeoutException());

    assertThat(breaker.open()).isFalse();
  }

  @Test
  void opensAtOneRefusalHoweverDeep() {
    Throwable refused = new CompletionException(new IOException("x", new ConnectException()));

    assertThat(breaker.failed(refused)).isTrue();
    assertThat(breaker.open()).isTrue();
  }

  @Test
  void otherFailuresLeaveItClosed() {
    for (int i = 0; i < 10; i++) {
      assertThat(breaker.failed(new IOException("no such entry"))).isFalse();
    }
    assertThat(breaker.open()).isFalse();
  }

  @Test
  void onlyOneFailureOpensIt() {
    assertThat(breaker.failed(new ConnectException())).isTrue();
    assertThat(breaker.failed(new ConnectException())).isFalse();
  }

  @Test
  void aLateAnswerDoesNotCloseIt() {
    breaker.failed(new ConnectException());

    breaker.answered();

    assertThat(breaker.open()).isTrue();
    breaker.close();
    assertThat(breaker.open()).isFalse();
  }
}
