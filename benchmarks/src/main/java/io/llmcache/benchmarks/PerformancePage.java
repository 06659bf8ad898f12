package io.llmcache.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The page with the figures: what is between its markers is made here, never typed. */
final class PerformancePage {

  private static final String BEGIN = "<!-- begin %s: made by benchmarks/run --docs -->\n";
  private static final String END = "<!-- end %s -->\n";

  private PerformancePage() {}

  static void write(Path page, Results results) throws IOException {
    String text = Files.readString(page);
    text = replaced(text, "figures", figures(results));
    FleetCost fleet = FleetCost.example(FleetCost.costs(results));
    text = replaced(text, "fleet", fleet.table());
    Files.writeString(page, text);
  }

  private static String figures(Results results) {
    return "%s; %s.%n%n%s".formatted(results.machine(), results.at(), results.table());
  }

  static String replaced(String page, String part, String with) {
    String begin = BEGIN.formatted(part);
    String end = END.formatted(part);
    int from = page.indexOf(begin);
    int to = page.indexOf(end);
    if (from < 0 || to < from) {
      throw new IllegalArgumentException("the page has no lines " + begin + "and " + end);
    }
    return page.substring(0, from + begin.length()) + "\n" + with + "\n" + page.substring(to);
  }
}
