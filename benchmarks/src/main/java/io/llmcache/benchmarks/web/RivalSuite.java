package io.llmcache.benchmarks.web;

import io.llmcache.benchmarks.Figure;
import io.llmcache.benchmarks.Figure.Wanted;
import io.llmcache.benchmarks.Options;
import io.llmcache.benchmarks.Rounds;
import io.llmcache.benchmarks.Suite;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Hits a second beside LiteLLM's proxy. Only with {@code --rivals}, since it is installed. */
public final class RivalSuite implements Suite {

  private static final int CONNECTIONS = 16;
  private static final int QUESTIONS = 64;
  private static final Duration ROUND = Duration.ofSeconds(3);
  private static final Rounds ROUNDS = new Rounds(4, 5);

  @Override
  public String name() {
    return "rivals";
  }

  @Override
  public List<Figure> measure(Options options) throws Exception {
    if (!options.rivals()) {
      return List.of();
    }
    try (Stage stage = Stage.set(options);
        LiteLlm rival =
            LiteLlm.start(
                options.root().toAbsolutePath().resolve("benchmarks/target/litellm"),
                stage.provider.uri(),
                stage.redis())) {
      return List.of(figure(stage, rival, false, 50), figure(stage, rival, true, 500));
    }
  }

  private static Figure figure(Stage stage, LiteLlm rival, boolean stream, double wanted)
      throws Exception {
    List<byte[]> ours = new ArrayList<>();
    List<byte[]> theirs = new ArrayList<>();
    for (int i = 0; i < QUESTIONS; i++) {
      String question = (stream ? "Streamed, " : "Whole, ") + i + ": who is faster?";
      byte[] body = Chat.request(question, stream);
      ours.add(Stage.toGateway("near", body));
      theirs.add(rival.request(body));
    }
    try (Load load = new Load(stage.server(), CONNECTIONS, ours);
        Load other = new Load(rival.uri(), CONNECTIONS, theirs)) {
      load.medianMicros(QUESTIONS);
      other.medianMicros(QUESTIONS);
      int before = stage.provider.calls();
      Figure figure =
          ROUNDS.figure(
              "hits, " + (stream ? "streamed, 64 events" : "2 KB unary") + ", 16 connections",
              "requests/s",
              () -> load.perSecond(ROUND),
              "LiteLLM proxy with Redis, as it comes",
              () -> other.perSecond(ROUND),
              Wanted.atLeast(wanted));
      if (stage.provider.calls() != before) {
        throw new IOException("not all were hits");
      }
      return figure;
    }
  }
}
