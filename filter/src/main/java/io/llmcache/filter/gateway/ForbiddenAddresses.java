package io.llmcache.filter.gateway;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Set;

/**
 * Link-local addresses and those of the clouds' metadata services, where a proxy would hand the
 * machine's own credentials to its callers.
 */
final class ForbiddenAddresses {

  private static final Set<String> METADATA =
      Set.of(
          "100.100.100.200",
          "168.63.129.16",
          "192.0.0.192",
          "fd00:ec2:0:0:0:0:0:254",
          "fd20:ce:0:0:0:0:0:254");

  private ForbiddenAddresses() {}

  /**
   * Whether the host name or literal means such an address now. Blocks for the name service, whose
   * answers Java keeps for a while, so that the connection made next goes to the same address. A
   * name that is not known here is not forbidden: a proxy may know it.
   */
  static boolean reachedBy(String host) {
    try {
      return Arrays.stream(InetAddress.getAllByName(host)).anyMatch(ForbiddenAddresses::contain);
    } catch (UnknownHostException e) {
      return false;
    }
  }

  static boolean contain(InetAddress address) {
    return address.isLinkLocalAddress()
        || METADATA.contains(withoutZone(address))
        || (address instanceof Inet6Address six && embedded(six.getAddress()));
  }

  private static String withoutZone(InetAddress address) {
    return address.getHostAddress().replaceAll("%.*", "");
  }

  /** IPv4 inside IPv6: compatible (::a.b.c.d), NAT64 (64:ff9b::/96), 6to4 (2002::/16). */
  private static boolean embedded(byte[] six) {
    boolean compatible = allZero(six, 0, 12);
    boolean nat64 =
        six[0] == 0
            && six[1] == 0x64
            && six[2] == (byte) 0xff
            && six[3] == (byte) 0x9b
            && allZero(six, 4, 12);
    if (compatible || nat64) {
      return contain4(Arrays.copyOfRange(six, 12, 16));
    }
    return six[0] == 0x20 && six[1] == 0x02 && contain4(Arrays.copyOfRange(six, 2, 6));
  }

  private static boolean contain4(byte[] four) {
    try {
      return contain(InetAddress.getByAddress(four));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an address", e);
    }
  }

  private static boolean allZero(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return true;
  }
}
