package io.llmcache.filter.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.settings.SettingsReader;
import java.net.InetAddress;
import java.net.UnknownHostException;
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
        "2852039166",
        "169.254.43518",
        "169.16689662"
      })
  void isForbidden(String host) {
    assertThat(ForbiddenAddresses.reachedBy(host)).isTrue();
    try (Upstreams upstreams = new Upstreams(SettingsReader.defaults().gateway())) {
      assertThat(upstreams.mayCall(host)).as("asked again at each call").isFalse();
    }
  }

  /** What Java takes for no address, the gateway cannot call. */
  @ParameterizedTest
  @ValueSource(
      strings = {"0xa9fea9fe", "0251.0376.0251.0376", "0xa9.0xfe.0xa9.0xfe", "169.254.169.254%2f"})
  void isForbiddenOrNoAddress(String host) {
    assertThat(ForbiddenAddresses.reachedBy(host) || isNoAddress(host)).isTrue();
  }

  private static boolean isNoAddress(String host) {
    try {
      InetAddress.getAllByName(host);
      return false;
    } catch (UnknownHostException e) {
      return true;
    }
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
