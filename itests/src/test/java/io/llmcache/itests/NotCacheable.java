package io.llmcache.itests;

import io.llmcache.interceptor.LlmCached;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.InputStream;

/** What no deployment may have. */
@ApplicationScoped
public class NotCacheable {

  @LlmCached
  public InputStream open(String name) {
    return InputStream.nullInputStream();
  }
}
