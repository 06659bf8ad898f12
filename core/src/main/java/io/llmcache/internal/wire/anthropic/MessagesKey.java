package io.llmcache.internal.wire.anthropic;

import io.llmcache.exchange.Headers;
import io.llmcache.internal.wire.KeyParts;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/** The header fields and query parts that change an answer. */
final class MessagesKey {

  private static final String VERSION = "anthropic-version";
  private static final String BETA = "anthropic-beta";

  private MessagesKey() {}

  /** Beta features are a set, however many fields they come in. */
  static Headers headers(Headers headers) {
    Headers kept = KeyParts.headers(headers, VERSION::equals);
    TreeSet<String> features = new TreeSet<>();
    for (String value : headers.all(BETA)) {
      Arrays.stream(value.split(",")).map(String::strip).forEach(features::add);
    }
    features.remove("");
    return features.isEmpty() ? kept : kept.plus(BETA, String.join(",", features));
  }

  /** SDKs say {@code beta=true} wherever a beta feature may be, which the header says better. */
  static List<String> query(URI target) {
    return KeyParts.query(target).stream().filter(part -> !part.equals("beta=true")).toList();
  }
}
