package io.llmcache.filter.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForbiddenAddressesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "169.254.169.254",
        "169.254.0.1",
        "[fe80::1]",
        "[fe80::a9fe:a9fe]",
        "100.100.100.200",
        "168.63.129.16",
        "192.0.0.192",
        "[fd00:ec2::254]",
        "[fd20:ce::254]",
        "[::ffff:169.254.169.254]",
        "[::169.254.169.254]",
        "[64:ff9b::a9fe:a9fe]",
        "[2002:a9fe:a9fe::1]",
        "2852039166"
      })
  void isForbidden(String host) {
    assertThat(ForbiddenAddresses.reachedBy(host)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "10.0.0.1",
        "192.168.1.1",
        "[::1]",
        "[fd00::1]",
        "8.8.8.8",
        "169.253.1.1",
        "[2001:db8::1]",
        "no-such-host.invalid"
      })
  void isAllowed(String host) {
    assertThat(ForbiddenAddresses.reachedBy(host)).isFalse();
  }
}
