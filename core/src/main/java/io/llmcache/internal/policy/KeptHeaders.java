package io.llmcache.internal.policy;

import io.llmcache.exchange.Headers;
import java.util.Locale;
import java.util.Set;

/**
 * The header fields of a reply that are stored with it: an allow list, since most others name one
 * call, one organisation or one connection.
 */
public final class KeptHeaders {

  private static final Set<String> KEPT =
      Set.of("content-type", "content-language", "openai-version", "anthropic-version");

  private KeptHeaders() {}

  public static Headers of(Headers headers) {
    return headers.keeping(name -> KEPT.contains(name.toLowerCase(Locale.ROOT)));
  }
}
