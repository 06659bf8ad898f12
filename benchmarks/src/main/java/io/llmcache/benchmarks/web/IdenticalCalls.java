package io.llmcache.benchmarks.web;

import io.llmcache.benchmarks.Figure;
import io.llmcache.benchmarks.Figure.Wanted;
import io.llmcache.benchmarks.Rounds;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A thousand callers who ask the same at the same time, and the one call that is made for them. */
final class IdenticalCalls implements Part {

  private static final int CALLERS = 1_000;
  private static final Rounds ROUNDS = new Rounds(2, 5);

  /** So long all wait after the last was sent, for the server to have taken them all. */
  private static final long GATHERING = TimeUnit.SECONDS.toNanos(1);

  private final AtomicInteger question = new AtomicInteger();
  private int most;

  @Override
  public List<Figure> measure(Stage stage) throws Exception {
    try {
      Figure unary = spread(stage, false);
      int unaryCalls = most;
      Figure streamed = spread(stage, true);
      return List.of(calls("unary", unaryCalls), unary, calls("streamed", most), streamed);
    } finally {
      stage.provider.behave(stage::known);
    }
  }

  private static Figure calls(String kind, int calls) {
    return new Figure(
        "1,000 identical concurrent misses, " + kind + ": upstream calls",
        "calls",
        calls,
        "one call",
        1,
        Wanted.atMost(1));
  }

  private Figure spread(Stage stage, boolean stream) throws Exception {
    most = 0;
    return ROUNDS.figure(
        "1,000 identical concurrent misses, "
            + (stream ? "streamed" : "unary")
            + ": first to last answer",
        "ms",
        () -> ours(stage, stream),
        "servlet that releases 1,000 held requests at once",
        () -> floor(stage, stream),
        Wanted.atMost(2));
  }

  private double ours(Stage stage, boolean stream) throws Exception {
    byte[] request =
        Stage.toGateway(
            "near",
            Chat.request("Everybody, " + question.incrementAndGet() + ": why now?", stream));
    int before = stage.provider.calls();
    CountDownLatch goOn = new CountDownLatch(1);
    stage.provider.behave(
        body -> {
          goOn.await();
          return stage.known(body);
        });
    try (Load load = new Load(stage.server(), CALLERS, List.of(request))) {
      load.send();
      double spread =
          spreadMillis(
              load.receive(
                  any -> {
                    Provider.think(GATHERING);
                    goOn.countDown();
                    return any;
                  }));
      most = Math.max(most, stage.provider.calls() - before);
      return spread;
    } finally {
      goOn.countDown();
    }
  }

  /** The last request is sent after the others, and releases all. */
  private static double floor(Stage stage, boolean stream) throws Exception {
    byte[] body = Chat.request("Everybody: why now?", stream);
    byte[] request = Stage.toFloor("hold/" + (CALLERS + 1) + (stream ? "/events" : ""), body);
    try (Load load = new Load(stage.server(), CALLERS, List.of(request));
        Line last = new Line(stage.server())) {
      load.send();
      double spread =
          spreadMillis(
              load.receive(
                  any -> {
                    Provider.think(GATHERING);
                    last.send(request);
                    return last;
                  }));
      last.receive();
      return spread;
    }
  }

  private static double spreadMillis(long[] nanos) {
    return (Arrays.stream(nanos).max().orElseThrow() - Arrays.stream(nanos).min().orElseThrow())
        / 1e6;
  }
}
