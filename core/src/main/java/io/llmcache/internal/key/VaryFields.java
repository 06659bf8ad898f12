package io.llmcache.internal.key;

import io.llmcache.exchange.Headers;
import io.llmcache.exchange.WayIn;
import io.llmcache.spi.RequestFacts;
import java.util.Locale;
import java.util.Set;

/**
 * Reads in the Vary field of a reply by which fields of a request the upstream answers (RFC 9110
 * section 12.5.5). A reply is stored under one key, so that it must answer every request with that
 * key: one that goes by a field which is not in the key is nobody else's (RFC 9111 section 4.1).
 * Pure.
 */
public final class VaryFields {

  /**
   * By which no answer differs in what it says: how it is packed, which is undone before it is
   * stored, to pages of which sites a browser shows it, and the host, which is in each key.
   */
  private static final Set<String> HARMLESS =
      Set.of(
          "accept-encoding",
          "access-control-request-headers",
          "access-control-request-method",
          "access-control-request-private-network",
          "host",
          "origin",
          "referer",
          "x-origin");

  private final KeyHeaders keyHeaders;

  public VaryFields(KeyHeaders keyHeaders) {
    this.keyHeaders = keyHeaders;
  }

  /**
   * Why the reply is nobody else's, as a reason; empty if it answers each request with its key.
   *
   * @param reply its header fields
   */
  public String beyondKey(Headers reply, RequestFacts request, WayIn wayIn) {
    String worst = "";
    for (String line : reply.all("Vary")) {
      for (String name : line.toLowerCase(Locale.ROOT).split(",")) {
        String field = name.strip();
        if (field.equals("*")) {
          return "vary-any";
        }
        if (!field.isEmpty() && !covered(field, request, wayIn)) {
          worst = "vary";
        }
      }
    }
    return worst;
  }

  /** Credentials tell tenants apart as far as the setting wants it. */
  private boolean covered(String field, RequestFacts request, WayIn wayIn) {
    return HARMLESS.contains(field)
        || keyHeaders.counts(field, wayIn)
        || request.keyHeaders().first(field) != null
        || TenantResolver.isCredential(field);
  }
}
