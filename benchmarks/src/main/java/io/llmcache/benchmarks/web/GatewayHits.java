package io.llmcache.benchmarks.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.llmcache.benchmarks.Figure;
import io.llmcache.benchmarks.Figure.Wanted;
import io.llmcache.benchmarks.Rounds;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Stored answers from the gateway beside servlets that know the answer beforehand. */
final class GatewayHits implements Part {

  private static final int CONNECTIONS = 16;
  private static final int QUESTIONS = 64;
  private static final Duration WARM_UP = Duration.ofSeconds(2);
  private static final int MOST_WARM_UPS = 12;
  private static final int WARM_REQUESTS = 200_000;
  private static final Duration ROUND = Duration.ofSeconds(1);
  private static final Duration STORING = Duration.ofSeconds(10);
  private static final int EXCHANGES = 1_000;
  private static final Rounds ROUNDS = new Rounds(1, 9);

  @Override
  public List<Figure> measure(Stage stage) throws Exception {
    String whole = new String(stage.whole, ISO_8859_1);
    String events = new String(Stage.joined(stage.events), ISO_8859_1);
    Pair unary = new Pair(stage, "near", "whole", "detail=l1", whole, false);
    Pair streamed = new Pair(stage, "near", "events", "detail=l1", events, true);
    Pair shared = new Pair(stage, "shared", "redis", "detail=l2", whole, false);
    return List.of(
        unary.throughput("gateway hit, 2 KB unary, near tier, 16 connections", 0.7),
        unary.latency("gateway hit, 2 KB unary, near tier, 1 connection, p50", 1.5),
        streamed.throughput("gateway hit, streamed, 64 events, near tier, 16 connections", 0.6),
        shared.throughput("gateway hit, 2 KB unary, Redis only, 16 connections", 0.7));
  }

  /** Ours and the floor with the same questions. */
  private static final class Pair {

    private final Stage stage;
    private final String rival;
    private final List<byte[]> ours = new ArrayList<>();
    private final List<byte[]> floors = new ArrayList<>();

    Pair(Stage stage, String application, String floor, String tier, String answer, boolean stream)
        throws IOException {
      this.stage = stage;
      this.rival =
          switch (floor) {
            case "whole" -> "servlet: SHA-256 of the body, the same 2 KB";
            case "events" -> "servlet: SHA-256 of the body, the same bytes at once";
            default -> "servlet: SHA-256 of the body, one Jedis GET of the same 2 KB";
          };
      for (int i = 0; i < QUESTIONS; i++) {
        String question = (stream ? "Streamed, " : "Whole, ") + i + ": how large is a good pool?";
        byte[] body = Chat.request(question, stream);
        ours.add(Stage.toGateway(application, body));
        floors.add(Stage.toFloor(floor, body));
      }
      check(tier, answer);
    }

    /** Both sides give the same bytes, and ours from where it is said. */
    private void check(String tier, String answer) throws IOException {
      try (Line line = new Line(stage.server())) {
        for (int i = 0; i < QUESTIONS; i++) {
          line.exchange(floors.get(i));
          requireSame(answer, line.text());
          stored(line, ours.get(i), tier);
          requireSame(answer, line.text());
        }
      }
    }

    /** Asks until the answer is stored, which in Redis is a little after the first. */
    private static void stored(Line line, byte[] request, String tier) throws IOException {
      long end = System.nanoTime() + STORING.toNanos();
      do {
        line.exchange(request);
        if (System.nanoTime() > end) {
          throw new IOException("not from where it should be: " + line.cacheStatus());
        }
      } while (!line.cacheStatus().endsWith("; " + tier));
    }

    Figure throughput(String name, double wanted) throws Exception {
      try (Load load = new Load(stage.server(), CONNECTIONS, ours);
          Load floor = new Load(stage.server(), CONNECTIONS, floors)) {
        warm(load, floor);
        return ROUNDS.figure(
            name,
            "requests/s",
            () -> load.perSecond(ROUND),
            rival,
            () -> floor.perSecond(ROUND),
            Wanted.atLeast(wanted));
      }
    }

    /** In turn, till the server has compiled what both need; less where it cannot in time. */
    private static void warm(Load load, Load floor) throws Exception {
      double least = 0;
      for (int i = 0; i < MOST_WARM_UPS && least < WARM_REQUESTS; i++) {
        double ours = load.perSecond(WARM_UP);
        least += Math.min(ours, floor.perSecond(WARM_UP)) * WARM_UP.toSeconds();
      }
    }

    Figure latency(String name, double wanted) throws Exception {
      try (Load load = new Load(stage.server(), 1, ours);
          Load floor = new Load(stage.server(), 1, floors)) {
        return ROUNDS.figure(
            name,
            "us",
            () -> load.medianMicros(EXCHANGES),
            rival,
            () -> floor.medianMicros(EXCHANGES),
            Wanted.atMost(wanted));
      }
    }

    private static void requireSame(String wanted, String given) throws IOException {
      if (!given.equals(wanted)) {
        throw new IOException("other bytes than wanted: " + given);
      }
    }
  }
}
