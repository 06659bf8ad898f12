package io.llmcache.interceptor.method;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.exception.RateLimitException;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpTimeoutException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class UpstreamTroubleTest {

  static Stream<Throwable> troubles() {
    return Stream.of(
        new IOException("cut"),
        new HttpTimeoutException("slow"),
        new UncheckedIOException(new IOException("cut")),
        new TimeoutException("slow"),
        new ProcessingException("refused"),
        new RateLimitException("too often"),
        new CompletionException(new IOException("cut")),
        new IllegalStateException("outer", new RuntimeException("middle", new IOException("in"))));
  }

  @ParameterizedTest
  @MethodSource("troubles")
  void theNetworksOrTheProvidersFailures(Throwable failure) {
    assertThat(UpstreamTrouble.is(failure)).isTrue();
  }

  static Stream<Throwable> ownWords() {
    return Stream.of(
        new IllegalArgumentException("no such product"),
        new Exception("no"),
        new InterruptedException(),
        new CancellationException(),
        new AssertionError("wrong"),
        new RuntimeException(new IllegalStateException("inner")));
  }

  @ParameterizedTest
  @MethodSource("ownWords")
  void theMethodsOwnWords(Throwable failure) {
    assertThat(UpstreamTrouble.is(failure)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "400, false",
    "404, false",
    "408, true",
    "422, false",
    "424, true",
    "429, true",
    "500, true",
    "501, false",
    "503, true",
    "505, false",
    "529, true"
  })
  void anAnswerOfAWebServiceCountsByItsStatus(int status, boolean trouble) {
    assertThat(UpstreamTrouble.is(new WebApplicationException(status))).isEqualTo(trouble);
    assertThat(UpstreamTrouble.is(new RuntimeException(new WebApplicationException(status))))
        .isEqualTo(trouble);
  }

  @Test
  void causesInACircleComeToAnEnd() {
    Exception one = new Exception("one");
    Exception other = new Exception("other", one);
    one.initCause(other);

    assertThat(UpstreamTrouble.is(one)).isFalse();
  }
}
