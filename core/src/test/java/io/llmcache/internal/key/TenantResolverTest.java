package io.llmcache.internal.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.llmcache.exchange.CacheRequest;
import io.llmcache.exchange.Headers;
import io.llmcache.exchange.WayIn;
import io.llmcache.settings.SettingsException;
import io.llmcache.settings.TenantMode;
import io.llmcache.settings.TenantMode.Kind;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TenantResolverTest {

  private static final URI TARGET = URI.create("https://llm.example/v1/chat/completions");
  private static final CredentialHash PLAIN = CredentialHash.of((Path) null);

  @Property
  void twoCredentialsAreNeverOneTenant(@ForAll String one, @ForAll String other) {
    Tenant first = byCredential(WayIn.CLIENT, Headers.of("Authorization", one));
    Tenant second = byCredential(WayIn.CLIENT, Headers.of("Authorization", other));

    assertThat(first.equals(second)).isEqualTo(one.equals(other));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Authorization", "x-api-key", "API-Key", "x-goog-api-key"})
  void everyCredentialFieldNamesATenant(String name) {
    Tenant tenant = byCredential(WayIn.GATEWAY, Headers.of(name, "k-1"));

    assertThat(tenant.unknown()).isEmpty();
    assertThat(tenant.id()).startsWith("credential:").doesNotContain("k-1");
    assertThat(tenant).isEqualTo(byCredential(WayIn.CLIENT, Headers.of(name, "k-1")));
    assertThat(tenant).isNotEqualTo(byCredential(WayIn.GATEWAY, Headers.of(name, "k-2")));
    assertThat(tenant).isNotEqualTo(byCredential(WayIn.GATEWAY, Headers.EMPTY));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Auth-Token",
        "Ocp-Apim-Subscription-Key",
        "cf-aig-authorization",
        "Helicone-Auth",
        "x-portkey-api-key",
        "X-Access-Key",
        "x-client-secret",
        "X-Forwarded-Access-Token"
      })
  void aFieldThatSoundsLikeACredentialIsOne(String name) {
    Headers own = Headers.of("Authorization", "Bearer of the gateway");

    assertThat(byCredential(WayIn.GATEWAY, own.plus(name, "k-1")))
        .isEqualTo(byCredential(WayIn.GATEWAY, own.plus(name.toUpperCase(Locale.ROOT), "k-1")))
        .isNotEqualTo(byCredential(WayIn.GATEWAY, own.plus(name, "k-2")))
        .isNotEqualTo(byCredential(WayIn.GATEWAY, own));
    assertThat(byCredential(WayIn.GATEWAY, Headers.of(name, "k-1")).id())
        .startsWith("credential:")
        .doesNotContain("k-1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Proxy-Authorization", "X-CSRF-Token", "X-Max-Tokens", "traceparent"})
  void whatIsAnotherForEachCallNamesNobody(String name) {
    assertThat(byCredential(WayIn.GATEWAY, Headers.of(name, "1")))
        .isEqualTo(Tenant.of("anonymous"));
  }

  @Test
  void theSameKeyInAnotherFieldIsAnotherTenant() {
    assertThat(byCredential(WayIn.CLIENT, Headers.of("api-key", "k")))
        .isNotEqualTo(byCredential(WayIn.CLIENT, Headers.of("x-api-key", "k")));
  }

  @Test
  void everyCredentialCounts() {
    Headers both = Headers.of("Authorization", "a").plus("x-api-key", "b");

    assertThat(byCredential(WayIn.CLIENT, both))
        .isNotEqualTo(byCredential(WayIn.CLIENT, Headers.of("Authorization", "a")))
        .isNotEqualTo(byCredential(WayIn.CLIENT, Headers.of("x-api-key", "b")))
        .isNotEqualTo(byCredential(WayIn.CLIENT, both.plus("Authorization", "c")));
  }

  @Test
  void theQuerysKeyIsACredential() {
    Tenant one = byQuery("a=b&key=k-1");

    assertThat(one.id()).startsWith("credential:").doesNotContain("k-1");
    assertThat(one).isEqualTo(byQuery("key=k-1")).isNotEqualTo(byQuery("key=k-2"));
    assertThat(byQuery("monkey=k-1").id()).isEqualTo("anonymous");
  }

  @ParameterizedTest
  @EnumSource(value = WayIn.class, names = "METHOD", mode = EnumSource.Mode.EXCLUDE)
  void aSignedRequestNamesNobody(WayIn wayIn) {
    Headers signed =
        Headers.of(
            "Authorization",
            "AWS4-HMAC-SHA256 Credential=AKID/20260102/eu-north-1/bedrock/aws4_request,"
                + " SignedHeaders=host, Signature=00");

    assertThat(byCredential(wayIn, signed).unknown()).isEqualTo("signed-request");
  }

  @ParameterizedTest
  @CsvSource({
    // way in, principal, cookie?; tenant's beginning, refusal
    "CLIENT, , false, anonymous, ''",
    "GATEWAY, , false, anonymous, ''",
    "GATEWAY, , true, '', only-a-cookie",
    "CLIENT, ann, true, '', only-a-cookie",
    "SERVLET, , false, anonymous, ''",
    "SERVLET, , true, '', only-a-cookie",
    "SERVLET, ann, true, principal:, ''",
    "SERVLET, ann, false, principal:, ''",
    "SERVLET, '', false, '', no-principal",
  })
  void withoutACredential(
      WayIn wayIn, @Nullable String principal, boolean cookie, String id, String unknown) {
    Headers headers = cookie ? Headers.of("Cookie", "session=1") : Headers.EMPTY;

    Tenant tenant =
        new TenantResolver(new TenantMode(Kind.CREDENTIAL, ""), PLAIN)
            .tenantOf(request(wayIn, TARGET, headers).by(principal));

    assertThat(tenant.unknown()).isEqualTo(unknown);
    assertThat(tenant.id()).startsWith(id);
  }

  @Test
  void byPrincipal() {
    TenantResolver resolver = resolver(Kind.PRINCIPAL, "");
    CacheRequest request = request(WayIn.GATEWAY, TARGET, Headers.of("Authorization", "x"));

    assertThat(resolver.tenantOf(request).unknown()).isEqualTo("no-principal");
    assertThat(resolver.tenantOf(request.by("ann")))
        .isEqualTo(resolver.tenantOf(request(WayIn.SERVLET, TARGET, Headers.EMPTY).by("ann")))
        .isNotEqualTo(resolver.tenantOf(request.by("ben")));
  }

  @Test
  void byHeader() {
    TenantResolver resolver = resolver(Kind.HEADER, "X-Team");

    assertThat(resolver.tenantOf(request(WayIn.CLIENT, TARGET, Headers.EMPTY)).unknown())
        .isEqualTo("no-tenant-header");
    assertThat(resolver.tenantOf(request(WayIn.CLIENT, TARGET, Headers.of("x-team", ""))).unknown())
        .isEqualTo("no-tenant-header");
    assertThat(resolver.tenantOf(request(WayIn.CLIENT, TARGET, Headers.of("x-team", "a"))))
        .isNotEqualTo(resolver.tenantOf(request(WayIn.CLIENT, TARGET, Headers.of("X-Team", "b"))));
  }

  @ParameterizedTest
  @CsvSource({
    // mode, principal, for everybody?; tenant's beginning, refusal
    "CREDENTIAL, ann, false, principal:, ''",
    "CREDENTIAL, , false, anonymous, ''",
    "CREDENTIAL, ann, true, shared, ''",
    "PRINCIPAL, ann, false, principal:, ''",
    "PRINCIPAL, , false, '', no-principal",
    "PRINCIPAL, '', false, '', no-principal",
    "PRINCIPAL, , true, shared, ''",
    "HEADER, ann, false, principal:, ''",
    "HEADER, , false, '', no-principal",
    "HEADER, , true, shared, ''",
    "SHARED, ann, false, shared, ''",
  })
  void theCallerOfAMethod(
      Kind kind, @Nullable String principal, boolean everybody, String id, String unknown) {
    // nothing that looks like a credential counts
    CacheRequest request =
        request(WayIn.METHOD, TARGET, Headers.of("Authorization", "x").plus("X-Team", "a"))
            .by(principal);

    Tenant tenant = resolver(kind, "X-Team").tenantOf(everybody ? request.forEverybody() : request);

    assertThat(tenant.unknown()).isEqualTo(unknown);
    assertThat(tenant.id()).startsWith(id);
  }

  @ParameterizedTest
  @EnumSource(value = WayIn.class, names = "METHOD", mode = EnumSource.Mode.EXCLUDE)
  void onlyAMethodCanGiveItsAnswersToEverybody(WayIn wayIn) {
    CacheRequest request = request(wayIn, TARGET, Headers.of("Authorization", "x"));

    assertThat(resolver(Kind.CREDENTIAL, "").tenantOf(request.forEverybody()))
        .isEqualTo(resolver(Kind.CREDENTIAL, "").tenantOf(request));
    assertThat(resolver(Kind.PRINCIPAL, "").tenantOf(request.forEverybody()).unknown())
        .isEqualTo("no-principal");
  }

  @Test
  void sharedIsEverybody() {
    TenantResolver resolver = resolver(Kind.SHARED, "");

    assertThat(resolver.tenantOf(request(WayIn.CLIENT, TARGET, Headers.of("Authorization", "a"))))
        .isEqualTo(resolver.tenantOf(request(WayIn.SERVLET, TARGET, Headers.of("Cookie", "b"))));
  }

  @Test
  void aSecretChangesTheHashAndTrailingLineEndsDoNot(@TempDir Path folder) throws IOException {
    Path secret = Files.writeString(folder.resolve("one"), "0123456789abcdef");
    Path same = Files.writeString(folder.resolve("two"), "0123456789abcdef\r\n\n");
    Path other = Files.writeString(folder.resolve("three"), "0123456789abcdeg");

    String hash = CredentialHash.of(secret).of("k");

    assertThat(hash)
        .matches("[0-9a-f]{64}")
        .isEqualTo(CredentialHash.of(same).of("k"))
        .isNotEqualTo(CredentialHash.of(other).of("k"))
        .isNotEqualTo(PLAIN.of("k"));
  }

  @Test
  void withoutASecretNodesAndRestartsAgree() {
    assertThat(PLAIN.of("Authorization: Bearer k-1"))
        .isEqualTo("4a5246e3255e0fb98c371b37e6db2bb3b592cafc90a1f729d5d70ac1d8bbb85f");
  }

  @Test
  void aShortSecretIsRefused(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("short"), "0123456789abcde\n");

    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> CredentialHash.of(file))
        .withMessageContaining("llmcache.secret-file")
        .withMessageContaining(file.toString())
        .withMessageContaining("15 bytes")
        .withMessageContaining("at least 16")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("0123456789abcde\""));
  }

  @Test
  void aSecretThatCannotBeReadIsRefused(@TempDir Path folder) {
    for (Path file : new Path[] {folder.resolve("missing"), folder}) {
      assertThatExceptionOfType(SettingsException.class)
          .isThrownBy(() -> CredentialHash.of(file))
          .withMessageContaining("llmcache.secret-file")
          .withMessageContaining(file.toString())
          .withMessageContaining("readable");
    }
  }

  private static Tenant byCredential(WayIn wayIn, Headers headers) {
    return resolver(Kind.CREDENTIAL, "").tenantOf(request(wayIn, TARGET, headers));
  }

  private static Tenant byQuery(String query) {
    return resolver(Kind.CREDENTIAL, "")
        .tenantOf(request(WayIn.GATEWAY, URI.create(TARGET + "?" + query), Headers.EMPTY));
  }

  private static TenantResolver resolver(Kind kind, String header) {
    return new TenantResolver(new TenantMode(kind, header), PLAIN);
  }

  private static CacheRequest request(WayIn wayIn, URI target, Headers headers) {
    return CacheRequest.of(wayIn, "POST", target, headers, new byte[0]);
  }
}
