package io.llmcache.internal.key;

import io.llmcache.exchange.CacheRequest;
import io.llmcache.exchange.Headers;
import io.llmcache.exchange.WayIn;
import io.llmcache.settings.TenantMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Names the tenant of a request, by the setting {@code tenant}. */
public final class TenantResolver {

  private static final List<String> CREDENTIALS =
      List.of("Authorization", "x-api-key", "api-key", "x-goog-api-key");
  private static final List<String> CREDENTIAL_WORDS =
      List.of("auth", "api-key", "apikey", "access-key", "subscription-key", "token", "secret");

  /** What is another one for each call or hop, and names nobody. */
  private static final List<String> NO_CREDENTIAL_WORDS =
      List.of("proxy-auth", "authority", "csrf", "xsrf", "tokens", "token-count");

  private static final KnownNames OTHERS = new KnownNames(TenantResolver::isOther);

  private final TenantMode mode;
  private final CredentialHash hash;

  public TenantResolver(TenantMode mode, CredentialHash hash) {
    this.mode = mode;
    this.hash = hash;
  }

  public Tenant tenantOf(CacheRequest request) {
    if (request.wayIn() == WayIn.METHOD) {
      return ofMethod(request);
    }
    return switch (mode.kind()) {
      case SHARED -> Tenant.of("shared");
      case PRINCIPAL -> named("principal", request.principal(), "no-principal");
      case HEADER -> named("header", request.headers().joined(mode.header()), "no-tenant-header");
      case CREDENTIAL -> byCredential(request);
    };
  }

  /**
   * The id of the tenant that a name stands for: of a principal, or of the header field that tells
   * tenants apart. Credentials name nobody here.
   */
  public String idOf(String name) {
    return switch (mode.kind()) {
      case SHARED -> "shared";
      case HEADER -> named("header", name, "").id();
      case PRINCIPAL, CREDENTIAL -> named("principal", name, "").id();
    };
  }

  /** A method has no credential and no header fields: there is the caller, or nobody. */
  private Tenant ofMethod(CacheRequest request) {
    if (request.isForEverybody() || mode.kind() == TenantMode.Kind.SHARED) {
      return Tenant.of("shared");
    }
    boolean nobody = request.principal() == null || request.principal().isEmpty();
    return nobody && mode.kind() == TenantMode.Kind.CREDENTIAL
        ? Tenant.of("anonymous")
        : named("principal", request.principal(), "no-principal");
  }

  private Tenant byCredential(CacheRequest request) {
    List<String> given = credentials(request);
    if (given.stream().anyMatch(credential -> credential.contains("AWS4-HMAC-SHA256"))) {
      // a signature is another one for each call, so it names nobody
      return Tenant.unknown("signed-request");
    }
    if (!given.isEmpty()) {
      return Tenant.of("credential:" + hash.of(String.join("\n", given)));
    }
    return withoutCredential(request);
  }

  private Tenant withoutCredential(CacheRequest request) {
    if (request.wayIn() == WayIn.SERVLET && request.principal() != null) {
      return named("principal", request.principal(), "no-principal");
    }
    return request.headers().first("Cookie") == null
        ? Tenant.of("anonymous")
        : Tenant.unknown("only-a-cookie");
  }

  private Tenant named(String kind, @Nullable String name, String unknown) {
    return name == null || name.isEmpty()
        ? Tenant.unknown(unknown)
        : Tenant.of(kind + ":" + hash.of(name));
  }

  private static boolean isOther(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return !isKnownCredential(lower) && soundsLikeCredential(lower);
  }

  /** Credentials of providers and proxies that are not known by name, sorted. */
  private static List<String> others(Headers headers) {
    List<String> given = new ArrayList<>();
    headers.forEach(
        (name, value) -> {
          if (OTHERS.passes(name)) {
            given.add(name.toLowerCase(Locale.ROOT) + ": " + value);
          }
        });
    given.sort(null);
    return given;
  }

  /** Whether a field of that name, in lower case, is taken for a credential. */
  static boolean isCredential(String lower) {
    return isKnownCredential(lower) || soundsLikeCredential(lower);
  }

  private static boolean isKnownCredential(String lower) {
    return CREDENTIALS.stream().anyMatch(lower::equalsIgnoreCase);
  }

  private static boolean soundsLikeCredential(String lower) {
    return CREDENTIAL_WORDS.stream().anyMatch(lower::contains)
        && NO_CREDENTIAL_WORDS.stream().noneMatch(lower::contains);
  }

  private static List<String> credentials(CacheRequest request) {
    List<String> given = new ArrayList<>();
    for (String name : CREDENTIALS) {
      request.headers().all(name).forEach(value -> given.add(name + ": " + value));
    }
    given.addAll(others(request.headers()));
    String query = request.target().getRawQuery();
    if (query != null) {
      for (String part : query.split("&")) {
        if (part.startsWith("key=")) {
          given.add(part);
        }
      }
    }
    return given;
  }
}
