package io.llmcache.cli;

import io.llmcache.exchange.Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Takes credentials out of what others say, before it is shown: a provider may repeat a wrong key,
 * or part of it. Immutable.
 */
final class Redaction {

  private static final Pattern SECRET =
      Pattern.compile("auth|key|token|secret|cookie|password", Pattern.CASE_INSENSITIVE);
  private static final int SHORTEST = 4;
  private static final int SHOWN = 6;
  private static final int LONGEST_MESSAGE = 300;

  private final List<String> secrets;

  private Redaction(List<String> secrets) {
    this.secrets = secrets;
  }

  /** Knows the credentials among the fields, by the names that such fields have. */
  static Redaction of(Headers headers) {
    List<String> secrets = new ArrayList<>();
    headers.forEach(
        (name, value) -> {
          if (SECRET.matcher(name).find()) {
            secrets.add(value.substring(value.lastIndexOf(' ') + 1));
          }
        });
    secrets.removeIf(secret -> secret.length() < SHORTEST);
    return new Redaction(List.copyOf(secrets));
  }

  /** The message on one line, not too long, and without any word that shows a credential. */
  String of(String message) {
    StringBuilder shown = new StringBuilder();
    for (String word : message.strip().split("[\\s\\p{Cntrl}]+")) {
      shown.append(shown.isEmpty() ? "" : " ").append(betrays(word) ? "***" : word);
    }
    return shown.length() <= LONGEST_MESSAGE
        ? shown.toString()
        : shown.substring(0, LONGEST_MESSAGE) + "...";
  }

  private boolean betrays(String word) {
    return secrets.stream()
        .anyMatch(
            secret ->
                word.contains(secret)
                    || (secret.length() > SHOWN && word.contains(secret.substring(0, SHOWN))));
  }
}
