package io.llmcache.interceptor.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.testing.AdapterContract;
import io.llmcache.testing.Sender;
import io.llmcache.testing.Waiting;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.client.ClientBuilder;
import java.net.URI;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;

/** The contract, through whatever JAX-RS implementation is on the class path. */
abstract class JaxRsContract extends AdapterContract {

  @Override
  protected Sender open(URI target, Map<String, String> settings) {
    return new JaxRsSender(ClientBuilder.newClient(), target, settings);
  }

  @Override
  protected Set<Trait> traits() {
    return Set.of(Trait.REAL_TIME);
  }

  @Override
  protected void checkUnreachable(Throwable thrown) {
    assertThat(thrown).isInstanceOf(ProcessingException.class);
    super.checkUnreachable(thrown);
  }

  @Override
  protected void awaitFollowers(int count) {
    awaitWaitingCallers(count);
  }

  static void awaitWaitingCallers(int count) {
    Waiting.until(() -> waitingCallers() == count, "not " + count + " calls wait");
  }

  private static long waitingCallers() {
    return Thread.getAllStackTraces().values().stream()
        .filter(
            stack ->
                Arrays.stream(stack)
                    .anyMatch(
                        frame ->
                            frame.getClassName().equals(LlmCacheClientFilter.class.getName())
                                && frame.getMethodName().equals("settled")))
        .count();
  }
}
