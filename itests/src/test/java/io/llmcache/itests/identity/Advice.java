package io.llmcache.itests.identity;

import io.llmcache.interceptor.LlmCached;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicInteger;

/** A bean whose results say which run they come from. */
@ApplicationScoped
public class Advice {

  private final AtomicInteger runs = new AtomicInteger();

  /** For each caller their own. */
  @LlmCached
  public String on(String question) {
    return "run " + runs.incrementAndGet();
  }
}
