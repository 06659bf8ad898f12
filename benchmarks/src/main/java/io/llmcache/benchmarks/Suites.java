package io.llmcache.benchmarks;

import io.llmcache.benchmarks.micro.BytesSuite;
import io.llmcache.benchmarks.micro.KeySuite;
import io.llmcache.benchmarks.micro.RedisSearchSuite;
import io.llmcache.benchmarks.micro.SemanticHitSuite;
import io.llmcache.benchmarks.web.RivalSuite;
import io.llmcache.benchmarks.web.WebSuite;
import java.util.List;

/** All suites, in the order in which they run. */
final class Suites {

  private Suites() {}

  static List<Suite> all() {
    return List.of(
        new KeySuite(),
        new SemanticHitSuite(),
        new BytesSuite(),
        new RedisSearchSuite(),
        new WebSuite(),
        new RivalSuite());
  }
}
