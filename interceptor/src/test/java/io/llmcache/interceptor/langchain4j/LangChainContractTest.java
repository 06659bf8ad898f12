package io.llmcache.interceptor.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.testing.AdapterContract;
import io.llmcache.testing.Sender;
import io.llmcache.testing.Waiting;
import java.net.ConnectException;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** The contract, through a decorated HTTP client of LangChain4j's. */
class LangChainContractTest extends AdapterContract {

  private final AtomicInteger waiting = new AtomicInteger();

  @Override
  protected Sender open(URI target, Map<String, String> settings) {
    return new LangChainSender(target, settings, clock, waiting);
  }

  @Override
  protected Set<Trait> traits() {
    return Set.of(Trait.ERROR_HAS_NO_HEADER);
  }

  @Override
  protected void checkUnreachable(Throwable thrown) {
    assertThat(thrown)
        .isInstanceOf(RuntimeException.class)
        .hasCauseInstanceOf(ConnectException.class);
  }

  @Override
  protected void awaitFollowers(int count) {
    Waiting.until(() -> waiting.get() >= count, "fewer than " + count + " calls wait");
  }
}
