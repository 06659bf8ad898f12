package io.llmcache;

import io.llmcache.settings.Mode;
import io.llmcache.settings.Settings;
import io.llmcache.settings.TenantMode;
import java.util.ArrayList;
import java.util.List;

/** What an administrator should know of settings that are allowed, and may not be meant. */
final class StartAdvice {

  private StartAdvice() {}

  /**
   * Whole sentences.
   *
   * @param shared whether there is a shared tier
   */
  static List<String> on(Settings settings, boolean shared) {
    List<String> sentences = new ArrayList<>();
    if (settings.mode() == Mode.OFF) {
      sentences.add(
          "llmcache.mode is off: nothing is served and nothing is stored. Set it to serve, here or"
              + " at run time.");
    } else if (settings.mode() == Mode.OBSERVE) {
      sentences.add(
          "llmcache.mode is observe: answers are stored and hits are counted, but every request"
              + " goes to its provider. Set it to serve, here or at run time.");
    }
    if (settings.tenant().kind() == TenantMode.Kind.SHARED) {
      sentences.add(
          "llmcache.tenant is shared: every caller may get the answer to another's request. That is"
              + " right only where all callers may see the same; else set it to credential or"
              + " principal.");
    } else if (shared && settings.secretFile() == null) {
      sentences.add(
          "llmcache.secret-file is not set: whoever can read the shared tier can test whether a"
              + " guessed credential was used"
              + (settings.encryptionKeyFile() == null
                  ? ", and whoever can write to it can forge answers."
                  : ".")
              + " Set it to a file with 16 random bytes or more, the same on every node.");
    }
    return sentences;
  }
}
