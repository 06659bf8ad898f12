package io.llmcache.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9110 section 7.6.1. */
class HopByHopTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Connection",
        "Keep-Alive",
        "Proxy-Authenticate",
        "Proxy-Authorization",
        "Proxy-Connection",
        "TE",
        "Trailer",
        "Transfer-Encoding",
        "UPGRADE"
      })
  void fieldsOfOneConnectionGo(String name) {
    assertThat(HopByHop.removedFrom(Headers.of(name, "x"))).isEqualTo(Headers.EMPTY);
  }

  @Test
  void whatConnectionNamesGoesToo() {
    Headers headers =
        Headers.of("Connection", "close, X-One")
            .plus("connection", " x-two ")
            .plus("x-one", "1")
            .plus("X-Two", "2")
            .plus("X-Three", "3");

    assertThat(HopByHop.removedFrom(headers)).isEqualTo(Headers.of("X-Three", "3"));
  }

  @Test
  void allElseStaysAsItIs() {
    Headers headers = Headers.of("Content-Type", "a").plus("TEA", "b").plus("Content-Type", "c");

    assertThat(HopByHop.removedFrom(headers)).isEqualTo(headers);
  }
}
