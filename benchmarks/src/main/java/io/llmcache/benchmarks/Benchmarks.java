package io.llmcache.benchmarks;

import io.llmcache.benchmarks.Results.Line;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs the suites, prints their figures and writes them to a file. Ends with 1 if something could
 * not be run, with 0 otherwise: a ratio that is missed says so in the table.
 */
public final class Benchmarks {

  private Benchmarks() {}

  /** The first word is the checkout; {@link Options} has the others. */
  public static void main(String... words) throws IOException {
    try {
      Path root = Path.of(words[0]);
      Options options =
          Options.of(root, List.of(words).subList(1, words.length).toArray(new String[0]));
      requireKnown(options);
      System.exit(run(options, root.resolve("benchmarks/target/results.json")));
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  private static int run(Options options, Path file) throws IOException {
    if (options.docs()) {
      if (!Files.exists(file)) {
        throw new IllegalArgumentException("there is no " + file + ": run benchmarks/run first");
      }
      PerformancePage.write(options.root().resolve("docs/performance.md"), Results.read(file));
      return 0;
    }
    Results results = run(options);
    results.write(file);
    System.out.println();
    System.out.print(results.table());
    results.failed().forEach(reason -> System.out.println("not run: " + reason));
    return results.failed().isEmpty() ? 0 : 1;
  }

  private static void requireKnown(Options options) {
    List<String> names = Suites.all().stream().map(Suite::name).toList();
    for (String name : options.only()) {
      if (!names.contains(name)) {
        throw new IllegalArgumentException(
            "no suite is called " + name + ": there are " + String.join(", ", names));
      }
    }
  }

  private static Results run(Options options) {
    List<Line> lines = new ArrayList<>();
    List<String> failed = new ArrayList<>();
    for (Suite suite : Suites.all()) {
      if (options.includes(suite)) {
        run(suite, options, lines, failed);
      }
    }
    return Results.of(lines, failed);
  }

  private static void run(Suite suite, Options options, List<Line> lines, List<String> failed) {
    long began = System.nanoTime();
    System.out.println(suite.name() + " ...");
    try {
      for (Figure figure : suite.measure(options)) {
        lines.add(Line.of(suite.name(), figure));
        System.out.printf(
            "  %s: %.3fx (wanted %s)%n", figure.name(), figure.ratio(), figure.wanted());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      failed.add(suite.name() + ": interrupted");
    } catch (Exception | LinkageError e) {
      failed.add(suite.name() + ": " + e);
      e.printStackTrace();
    }
    System.out.printf("  %d s%n", (System.nanoTime() - began) / 1_000_000_000);
  }
}
