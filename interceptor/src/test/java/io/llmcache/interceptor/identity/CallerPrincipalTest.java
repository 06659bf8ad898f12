package io.llmcache.interceptor.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.LlmCache;
import io.llmcache.interceptor.outbound.Caches;
import jakarta.security.jacc.PolicyContext;
import jakarta.security.jacc.PolicyContextHandler;
import java.security.Principal;
import java.util.Map;
import java.util.Set;
import javax.security.auth.Subject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Outside a server; in one it is an integration test. */
class CallerPrincipalTest {

  private static final String SUBJECT = "javax.security.auth.Subject.container";

  @Test
  void withoutAServerThereIsNobody() {
    assertThat(CallerPrincipal.current()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"credential", "shared", "header:X-Team"})
  void nobodyIsAskedForWhereItDoesNotMatter(String tenant) throws Exception {
    try (LlmCache cache = Caches.with(Map.of("llmcache.tenant", tenant))) {
      bySubject(Set.of(() -> "anna"), () -> assertThat(CallerPrincipal.wantedBy(cache)).isNull());
    }
  }

  @Test
  void theContainersSubjectIsTheCallerIfItIsOne() throws Exception {
    try (LlmCache cache = Caches.with(Map.of("llmcache.tenant", "principal"))) {
      bySubject(
          Set.of(() -> "anna"),
          () -> assertThat(CallerPrincipal.wantedBy(cache)).isEqualTo("anna"));
      bySubject(
          Set.of(() -> "anna", () -> "staff"),
          () -> assertThat(CallerPrincipal.wantedBy(cache)).isNull());
      bySubject(
          Set.of(() -> "anonymous"), () -> assertThat(CallerPrincipal.wantedBy(cache)).isNull());
      bySubject(Set.of(), () -> assertThat(CallerPrincipal.wantedBy(cache)).isNull());
    }
  }

  private static void bySubject(Set<Principal> principals, Runnable check) throws Exception {
    Subject subject = new Subject(true, principals, Set.of(), Set.of());
    PolicyContext.registerHandler(SUBJECT, new Always(subject), true);
    try {
      check.run();
    } finally {
      PolicyContext.registerHandler(SUBJECT, new Always(null), true);
    }
  }

  private record Always(Object context) implements PolicyContextHandler {

    @Override
    public Object getContext(String key, Object data) {
      return context;
    }

    @Override
    public String[] getKeys() {
      return new String[] {SUBJECT};
    }

    @Override
    public boolean supports(String key) {
      return SUBJECT.equals(key);
    }
  }
}
