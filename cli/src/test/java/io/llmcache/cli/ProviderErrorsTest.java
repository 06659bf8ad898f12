package io.llmcache.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.cli.Trouble.Remedy;
import io.llmcache.exchange.Headers;
import io.llmcache.testing.ManualClock;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpHeaders;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProviderErrorsTest {

  private final ProviderErrors errors =
      new ProviderErrors(
          Redaction.of(Headers.of("Authorization", "Bearer sk-secret-0123456789")),
          new ManualClock());

  @ParameterizedTest
  @CsvSource({
    "400, NONE",
    "401, END",
    "403, NONE",
    "404, NONE",
    "302, NONE",
    "408, AGAIN",
    "429, SLOWER",
    "500, AGAIN",
    "502, AGAIN",
    "503, SLOWER",
    "504, AGAIN",
    "529, SLOWER"
  })
  void theStatusDecides(int status, Remedy remedy) {
    assertThat(error(status, "", "{}").remedy()).isEqualTo(remedy);
  }

  @Test
  void theProvidersOwnWordsAreShown() {
    assertThat(error(400, "", "{\"error\":{\"message\":\"Bad model.\",\"code\":null}}").message())
        .isEqualTo("the provider answered 400: Bad model.");
    assertThat(error(404, "", "{\"error\":\"no such model\"}").message())
        .isEqualTo("the provider answered 404: no such model");
    assertThat(error(404, "", "{\"message\":\"no route\"}").message())
        .isEqualTo("the provider answered 404: no route");
    assertThat(error(502, "", "<html>Bad\ngateway</html>").message())
        .isEqualTo("the provider answered 502: <html>Bad gateway</html>");
    assertThat(error(500, "", "").message()).isEqualTo("the provider answered 500");
  }

  @Test
  void theKeyIsNotAmongThem() {
    String body = "{\"error\":{\"message\":\"Incorrect API key: sk-secret-0123456789\"}}";
    assertThat(error(401, "", body).message()).doesNotContain("sk-").contains("***");
  }

  @Test
  void withoutQuotaNothingHelps() {
    String body = "{\"error\":{\"message\":\"No money.\",\"code\":\"insufficient_quota\"}}";
    assertThat(error(429, "1", body).remedy()).isEqualTo(Remedy.END);
  }

  @Test
  void retryAfterIsObeyedWithinReason() {
    assertThat(error(429, "7", "{}").pause()).isEqualTo(Duration.ofSeconds(7));
    Trouble tomorrow = error(429, "86400", "{}");
    assertThat(tomorrow.remedy()).isEqualTo(Remedy.END);
    assertThat(tomorrow.message()).contains("24h00m");
  }

  @Test
  void anUpstreamOutOfReachEndsTheRunInTheEnd() {
    assertThat(errors.of(new IOException(new ConnectException("refused"))).remedy())
        .isEqualTo(Remedy.AGAIN_OR_END);
    assertThat(errors.of(new HttpTimeoutException("given up")).remedy()).isEqualTo(Remedy.AGAIN);
    assertThat(errors.of(new IOException("cut")).message())
        .isEqualTo("no whole answer came (IOException: cut)");
  }

  private Trouble error(int status, String retryAfter, String body) {
    HttpHeaders headers =
        HttpHeaders.of(Map.of("Retry-After", List.of(retryAfter)), (name, value) -> true);
    return errors.of(status, headers, body.getBytes(UTF_8));
  }
}
