package io.llmcache.internal.policy;

/**
 * Which replies mean that the upstream failed, so that another try, or a stale answer, may help.
 */
public final class UpstreamFailure {

  private UpstreamFailure() {}

  /**
   * Whether a reply with this status is the upstream's trouble and not the request's: too early,
   * too often, timed out, dependency failed (424: Bedrock's models), or any 5xx but 501 and 505.
   */
  public static boolean is(int status) {
    return switch (status) {
      case 408, 424, 425, 429 -> true;
      case 501, 505 -> false;
      default -> status >= 500;
    };
  }
}
