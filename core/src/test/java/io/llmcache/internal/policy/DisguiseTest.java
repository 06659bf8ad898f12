package io.llmcache.internal.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.exchange.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisguiseTest {

  @ParameterizedTest
  @CsvSource({
    "Content-Encoding, gzip, request-content-encoding",
    "content-encoding, 'identity, br', request-content-encoding",
    "Content-Type, application/json; charset=utf-7, request-charset",
    "Content-Type, 'application/json;CHARSET = \"utf-16\"', request-charset",
    "Content-Type, application/json; charset=utf-8; charset=iso-2022-kr, request-charset",
    "Content-Type, application/json; charset=, request-charset",
    "X-HTTP-Method-Override, DELETE, method-override",
    "x-http-method, PUT, method-override",
    "X-Method-Override, GET, method-override",
    "X-Original-URL, /v1/other, target-override",
    "x-rewrite-url, /v1/other, target-override",
  })
  void isSeen(String name, String value, String reason) {
    assertThat(Disguise.of(Headers.of(name, value))).isEqualTo(reason);
    assertThat(Disguise.of(Headers.of(name, value).plus(name, "application/json")))
        .isEqualTo(reason);
  }

  @ParameterizedTest
  @CsvSource({
    "Content-Encoding, Identity",
    "Content-Encoding, ''",
    "Content-Type, application/json",
    "Content-Type, application/json; charset=UTF-8",
    "Content-Type, 'application/json; charset=\"utf8\"'",
    "Content-Type, text/plain",
    "X-Forwarded-For, 10.0.0.1",
  })
  void isPlain(String name, String value) {
    assertThat(Disguise.of(Headers.of(name, value))).isEmpty();
  }

  @Test
  void nothingIsPlain() {
    assertThat(Disguise.of(Headers.EMPTY)).isEmpty();
  }
}
