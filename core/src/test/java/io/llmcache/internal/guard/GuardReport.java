package io.llmcache.internal.guard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Prints what the guards do on files of pairs: {@code [cosine] text_a text_b label kind}, tab
 * separated. No test: run its main method with the files as arguments. {@code -v0} and {@code -v1}
 * print the pairs of a label that are judged wrongly (with {@code -all} also those of a cosine
 * under 0.90), {@code -kPART} takes only kinds that contain a text, {@code -kinds} adds a row for
 * each kind.
 */
final class GuardReport {

  private record Pair(double cosine, String a, String b, boolean same, String kind) {}

  /** What happened to the pairs of one row, from a cosine on. */
  private static final class Row {
    int pairs;
    int passed;
    int close;
    int closePassed;
    int closest;
    int closestPassed;

    void count(Pair pair, boolean pass) {
      pairs++;
      passed += pass ? 1 : 0;
      close += pair.cosine >= 0.90 ? 1 : 0;
      closePassed += pair.cosine >= 0.90 && pass ? 1 : 0;
      closest += pair.cosine >= 0.95 ? 1 : 0;
      closestPassed += pair.cosine >= 0.95 && pass ? 1 : 0;
    }

    @Override
    public String toString() {
      return String.format(
          "pass %5d/%5d | .90 %5d/%5d (%5.1f %% of all) | .95 %5d/%5d (%5.1f %%)",
          passed,
          pairs,
          closePassed,
          close,
          100.0 * closePassed / pairs,
          closestPassed,
          closest,
          100.0 * closestPassed / pairs);
    }
  }

  private final Map<String, Row> rows = new TreeMap<>();
  private final Map<String, int[]> guards = new TreeMap<>();
  private final List<String> flags;

  private GuardReport(List<String> flags) {
    this.flags = flags;
  }

  public static void main(String[] args) throws IOException {
    List<String> flags = Arrays.stream(args).filter(a -> a.startsWith("-")).toList();
    GuardReport report = new GuardReport(flags);
    long pairs = 0;
    long start = System.nanoTime();
    for (String arg : args) {
      if (!arg.startsWith("-")) {
        pairs += report.read(Path.of(arg));
      }
    }
    long each = (System.nanoTime() - start) / Math.max(1, pairs) / 1000;
    report.rows.forEach((name, row) -> System.out.printf("%-70s %s%n", name, row));
    System.out.println("guard: vetoes of label 1 (of them >= .90), of label 0 (of them >= .90)");
    report.guards.forEach((name, n) -> System.out.printf("%-14s %s%n", name, Arrays.toString(n)));
    System.out.println(each + " us a pair");
  }

  private int read(Path file) throws IOException {
    int count = 0;
    for (String line : Files.readAllLines(file)) {
      String[] field = line.split("\t");
      if (field.length == 4 && !field[2].equals("label")) {
        field = ("1\t" + line).split("\t");
      }
      if (field.length == 5 && field[3].matches("[01]") && wanted(field[4])) {
        Pair pair =
            new Pair(
                Double.parseDouble(field[0]), field[1], field[2], field[3].equals("1"), field[4]);
        judge(file.getFileName().toString().replaceAll("cos_|.tsv", ""), pair);
        count++;
      }
    }
    return count;
  }

  private boolean wanted(String kind) {
    return flags.stream()
        .filter(f -> f.startsWith("-k") && !f.equals("-kinds"))
        .allMatch(f -> kind.contains(f.substring(2)));
  }

  private void judge(String set, Pair pair) {
    Veto veto = Guards.all().veto(pair.a, pair.b);
    String label = pair.same ? "1" : "0";
    rows.computeIfAbsent(set + " " + label, key -> new Row()).count(pair, veto == null);
    rows.computeIfAbsent("ALL " + label, key -> new Row()).count(pair, veto == null);
    if (flags.contains("-kinds")) {
      rows.computeIfAbsent(set + " " + label + " " + pair.kind, key -> new Row())
          .count(pair, veto == null);
    }
    if (veto != null) {
      int[] counts = guards.computeIfAbsent(veto.guard(), key -> new int[4]);
      counts[pair.same ? 0 : 2]++;
      counts[pair.same ? 1 : 3] += pair.cosine >= 0.90 ? 1 : 0;
    }
    boolean wrong = pair.same == (veto != null);
    if (wrong && flags.contains("-v" + label) && (pair.cosine >= 0.90 || flags.contains("-all"))) {
      System.out.printf(
          "%.3f %s | %s | %s | %s%n",
          pair.cosine, pair.a, pair.b, pair.kind, veto == null ? "passes" : veto.reason());
    }
  }
}
