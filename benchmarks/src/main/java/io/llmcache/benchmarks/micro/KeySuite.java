package io.llmcache.benchmarks.micro;

import io.llmcache.benchmarks.Figure;
import io.llmcache.benchmarks.Figure.Wanted;
import io.llmcache.benchmarks.Options;
import io.llmcache.benchmarks.Rounds;
import io.llmcache.benchmarks.Suite;
import java.util.ArrayList;
import java.util.List;

/** What it costs to derive the key of a request. */
public final class KeySuite implements Suite {

  private static final Rounds ROUNDS = new Rounds(40, 15);
  private static final int CALLS = 2_000;

  @Override
  public String name() {
    return "key";
  }

  @Override
  public List<Figure> measure(Options options) throws Exception {
    List<Figure> figures = new ArrayList<>();
    for (ChatBodies body : ChatBodies.values()) {
      byte[] bytes = body.bytes();
      KeyWork work = new KeyWork(bytes);
      figures.add(
          ROUNDS.figure(
              "key of a chat request, %.1f KB, %s".formatted(bytes.length / 1e3, body.title()),
              "us of CPU",
              () -> Timed.cpuMicros(CALLS, work::key),
              "Jackson's streaming parse of it and SHA-256",
              () -> Timed.cpuMicros(CALLS, work::floor),
              Wanted.atMost(1.5)));
    }
    return figures;
  }
}
