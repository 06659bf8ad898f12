package io.llmcache.benchmarks.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcache.benchmarks.Figure;
import io.llmcache.benchmarks.Figure.Wanted;
import io.llmcache.benchmarks.web.Traffic.Asked;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A hundred thousand requests of many callers to the gateway with answers by meaning. Each answer
 * carries the number of the question that it was made for, so that a wrong one is seen.
 */
final class Workload implements Part {

  private static final int REQUESTS = 100_000;
  private static final int CALLERS = 192;
  private static final int SAMPLES = 1_000;
  private static final int EXAMPLES = 20;
  private static final Duration THINKING = Duration.ofMillis(500);
  private static final String SAVED = "workload of 100,000 requests: provider calls saved, ";
  private static final String USER = "\"role\":\"user\",\"content\":\"";

  @Override
  public List<Figure> measure(Stage stage) throws Exception {
    Traffic traffic = new Traffic();
    List<Asked> requests = traffic.next(REQUESTS);
    List<Asked> later = traffic.inNewWords(SAMPLES);
    stage.provider.behave(new Oracle(traffic.numbers()));
    try {
      int before = stage.provider.calls();
      Tally tally = new Tally();
      try (Load load = new Load(stage.server(), CALLERS, List.of())) {
        AtomicInteger next = new AtomicInteger();
        load.all(line -> ask(line, requests, next, tally));
      }
      int calls = stage.provider.calls() - before;
      List<Figure> figures = new ArrayList<>();
      figures.add(saved("all", REQUESTS - calls, 0.8));
      figures.add(saved("the same words", tally.exact.get(), 0));
      figures.add(saved("by meaning", tally.meaning.get(), 0));
      figures.add(saved("joined a call in flight", tally.joined.get(), 0));
      figures.addAll(speeds(stage, requests, later, tally));
      tally.examples.stream().limit(EXAMPLES).forEach(System.out::println);
      figures.add(
          new Figure(
              "workload of 100,000 requests: wrong answers",
              "answers",
              tally.wrong.get(),
              "requests",
              REQUESTS,
              Wanted.atMost(0)));
      return figures;
    } finally {
      stage.provider.behave(stage::known);
    }
  }

  private static Figure saved(String how, int count, double wanted) {
    return new Figure(SAVED + how, "calls", count, "no cache", REQUESTS, Wanted.atLeast(wanted));
  }

  private static int ask(Line line, List<Asked> requests, AtomicInteger next, Tally tally)
      throws IOException {
    int count = 0;
    for (int i = next.getAndIncrement(); i < requests.size(); i = next.getAndIncrement()) {
      ask(line, requests.get(i), tally);
      count++;
    }
    return count;
  }

  /** Whether the answer was found by its meaning. */
  private static boolean ask(Line line, Asked asked, Tally tally) throws IOException {
    line.exchange(Stage.toGateway("words", Chat.request(asked.text(), false)));
    String status = line.cacheStatus();
    boolean meaning = status.contains("; hit") && status.contains("detail=semantic");
    if (meaning) {
      tally.meaning.incrementAndGet();
    } else if (status.contains("; hit")) {
      tally.exact.incrementAndGet();
    } else if (status.contains("; collapsed")) {
      tally.joined.incrementAndGet();
    }
    String answer = line.text();
    if (!answer.contains(mark(asked.number()))) {
      tally.wrong.incrementAndGet();
      tally.examples.add("  wrong: " + asked.text() + " <- " + questionOf(answer));
    }
    return meaning;
  }

  /** One caller alone: stored answers by the same words and by meaning, and calls. */
  private static List<Figure> speeds(
      Stage stage, List<Asked> requests, List<Asked> later, Tally tally) throws IOException {
    List<Double> exact = new ArrayList<>();
    List<Double> meaning = new ArrayList<>();
    List<Double> calls = new ArrayList<>();
    try (Line line = new Line(stage.server())) {
      for (Asked asked : requests.subList(0, SAMPLES)) {
        long begin = System.nanoTime();
        ask(line, asked, tally);
        exact.add((System.nanoTime() - begin) / 1e3);
      }
      for (Asked asked : later) {
        long begin = System.nanoTime();
        boolean found = ask(line, asked, tally);
        (found ? meaning : calls).add((System.nanoTime() - begin) / 1e3);
      }
    }
    return List.of(speed("the same words", exact, calls), speed("by meaning", meaning, calls));
  }

  private static Figure speed(String how, List<Double> hits, List<Double> calls) {
    return new Figure(
        "workload: hit, " + how + ", p50",
        "us",
        median(hits),
        "call of a provider that takes " + THINKING.toMillis() + " ms (simulated)",
        median(calls),
        Wanted.atMost(0.01));
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  private static String questionOf(String answer) {
    int from = answer.indexOf('<') + 1;
    return Questions.plain(Integer.parseInt(answer.substring(from, answer.indexOf('>', from))));
  }

  private static String mark(int number) {
    return "<" + number + ">";
  }

  /** How the requests were answered. */
  private static final class Tally {

    final AtomicInteger exact = new AtomicInteger();
    final AtomicInteger meaning = new AtomicInteger();
    final AtomicInteger joined = new AtomicInteger();
    final AtomicInteger wrong = new AtomicInteger();
    final Queue<String> examples = new ConcurrentLinkedQueue<>();
  }

  /** A provider that knows what is meant by each question of the traffic. */
  private static final class Oracle implements Provider.Behaviour {

    private final Map<String, Integer> numbers;

    Oracle(Map<String, Integer> numbers) {
      this.numbers = numbers;
    }

    @Override
    public Provider.Answer to(byte[] request) {
      Provider.think(THINKING.toNanos());
      String body = new String(request, UTF_8);
      int from = body.indexOf(USER) + USER.length();
      String question = body.substring(from, body.indexOf('"', from));
      Integer number = numbers.get(question);
      if (number == null) {
        throw new IllegalStateException("nobody has asked " + question);
      }
      return Provider.Answer.whole(
          Chat.completion("Answer " + mark(number) + " is the one to give.").getBytes(UTF_8));
    }
  }
}
