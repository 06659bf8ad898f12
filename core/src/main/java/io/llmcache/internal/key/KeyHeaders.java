package io.llmcache.internal.key;

import io.llmcache.exchange.CacheRequest;
import io.llmcache.exchange.Headers;
import io.llmcache.exchange.WayIn;
import io.llmcache.settings.Globs;
import io.llmcache.spi.RequestFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The header fields that are in the key of a request to any API, beside those that its format
 * names: they choose an account, a deployment or a route behind the address, ask for experimental
 * behaviour, or name the address that the upstream believes to have been called.
 */
public final class KeyHeaders {

  private static final Globs CHOOSING =
      Globs.parse(
          "openai-*, anthropic-version, anthropic-beta, x-anthropic-*, x-goog-user-project,"
              + " azureml-model-deployment, extra-parameters, x-policy-id, x-portkey-*, helicone-*,"
              + " cf-aig-*, x-litellm-*, x-openrouter-*, x-hf-bill-to, x-forwarded-host,"
              + " x-forwarded-prefix, !*-trace-id, !*-request-id, !*-session-id");

  /** What an application behind the servlet filter may answer by. */
  private static final Set<String> OF_APPLICATIONS = Set.of("accept-language");

  /** What is said to the cache, or to the next hop only. */
  private static final Globs NEVER =
      Globs.parse(
          "llmcache-*, cache-control, pragma, connection, keep-alive, content-length, expect, te,"
              + " trailer, transfer-encoding, upgrade, proxy-*");

  private final @Nullable Globs more;
  private final KnownNames ofAll =
      new KnownNames(name -> counts(name.toLowerCase(Locale.ROOT), WayIn.GATEWAY));
  private final KnownNames ofApplications =
      new KnownNames(name -> counts(name.toLowerCase(Locale.ROOT), WayIn.SERVLET));

  /**
   * @param more the names that the setting adds; null: none
   */
  public KeyHeaders(@Nullable Globs more) {
    this.more = more;
  }

  /** The facts with the fields that were sent; the same facts if there are none. */
  public RequestFacts addedTo(RequestFacts facts, CacheRequest request) {
    KnownNames counting = request.wayIn() == WayIn.SERVLET ? ofApplications : ofAll;
    Map<String, List<String>> found = new TreeMap<>();
    request
        .headers()
        .forEach(
            (name, value) -> {
              if (counting.passes(name) && facts.keyHeaders().first(name) == null) {
                found
                    .computeIfAbsent(name.toLowerCase(Locale.ROOT), any -> new ArrayList<>())
                    .add(value.strip());
              }
            });
    found.values().removeIf(values -> values.stream().allMatch(String::isEmpty));
    if (found.isEmpty()) {
      return facts;
    }
    Headers all = facts.keyHeaders();
    for (Map.Entry<String, List<String>> field : found.entrySet()) {
      for (String value : field.getValue()) {
        all = all.plus(field.getKey(), value);
      }
    }
    return with(facts, all);
  }

  /** Whether a field of that name is in the key where it is sent. */
  boolean counts(String lower, WayIn wayIn) {
    return !NEVER.match(lower)
        && (CHOOSING.match(lower)
            || (wayIn == WayIn.SERVLET && OF_APPLICATIONS.contains(lower))
            || (more != null && more.match(lower)));
  }

  private static RequestFacts with(RequestFacts facts, Headers keyHeaders) {
    return new RequestFacts(
        facts.format(),
        facts.model(),
        facts.requestClass(),
        facts.classReason(),
        facts.shape(),
        facts.form(),
        facts.path(),
        facts.canonical(),
        keyHeaders,
        facts.keyQuery(),
        facts.lengthLimited(),
        facts.longestLifetime(),
        facts.question());
  }
}
