package io.llmcache.benchmarks.web;

import io.llmcache.benchmarks.Figure;
import io.llmcache.benchmarks.Figure.Wanted;
import io.llmcache.benchmarks.Rounds;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the gateway adds to a call of the provider, beside a proxy servlet that does the same
 * without a cache. The provider answers at once, which none does: what is added is all that can be
 * seen, and a tenth of a millisecond more is a ratio that no caller of a model would notice.
 */
final class GatewayMisses implements Part {

  private static final int EXCHANGES = 400;
  private static final Rounds ROUNDS = new Rounds(24, 15);
  private static final String RIVAL = "proxy servlet with the same HTTP client, without the cache";
  private static final double WANTED = 1.15;

  private final AtomicInteger question = new AtomicInteger();

  @Override
  public List<Figure> measure(Stage stage) throws Exception {
    return List.of(
        ROUNDS.figure(
            "gateway miss, 2 KB unary, p50",
            "us",
            () -> micros(stage, true, false),
            RIVAL,
            () -> micros(stage, false, false),
            Wanted.atMost(WANTED)),
        ROUNDS.figure(
            "gateway miss, streamed, first byte, p50",
            "us",
            () -> micros(stage, true, true),
            RIVAL,
            () -> micros(stage, false, true),
            Wanted.atMost(WANTED)));
  }

  private double micros(Stage stage, boolean ours, boolean stream) throws Exception {
    int before = stage.provider.calls();
    double micros;
    try (Load load = new Load(stage.server(), 1, requests(ours, stream))) {
      micros = stream ? load.medianFirstByteMicros(EXCHANGES) : load.medianMicros(EXCHANGES);
    }
    if (stage.provider.calls() - before != EXCHANGES) {
      throw new IOException("not all were misses");
    }
    return micros;
  }

  /** Questions that nobody has asked before. */
  private List<byte[]> requests(boolean ours, boolean stream) {
    List<byte[]> requests = new ArrayList<>();
    for (int i = 0; i < EXCHANGES; i++) {
      byte[] body =
          Chat.request("New, " + question.incrementAndGet() + ": what is a queue for?", stream);
      requests.add(ours ? Stage.toGateway("near", body) : Stage.toFloor("proxy", body));
    }
    return requests;
  }
}
