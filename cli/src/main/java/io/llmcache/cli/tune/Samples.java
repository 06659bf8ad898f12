package io.llmcache.cli.tune;

import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/** Pairs to read, in HTML. */
final class Samples {

  private static final int MOST = 60;

  private Samples() {}

  /** Negatives that are hits, the most similar first. */
  static String wrongHits(Findings findings, double threshold) {
    return of(findings, pair -> !pair.same() && pair.hit(threshold));
  }

  /** Positives that reach the threshold, and are vetoed. */
  static String vetoedParaphrases(Findings findings, double threshold) {
    return of(findings, pair -> pair.same() && pair.reaches(threshold) && pair.vetoed());
  }

  private static String of(Findings findings, Predicate<JudgedPair> which) {
    List<JudgedPair> chosen =
        findings.pairs().stream()
            .filter(which)
            .sorted(Comparator.comparingDouble((JudgedPair pair) -> -pair.cosine()))
            .toList();
    if (chosen.isEmpty()) {
      return "<p>None.</p>\n";
    }
    StringBuilder html = new StringBuilder("<ol class=\"samples\">\n");
    chosen.stream().limit(MOST).forEach(pair -> html.append(sample(pair)));
    html.append("</ol>\n");
    if (chosen.size() > MOST) {
      html.append("<p>And %d more.</p>%n".formatted(chosen.size() - MOST));
    }
    return html.toString();
  }

  private static String sample(JudgedPair pair) {
    String remark =
        Html.format("%.4f, %s, %s", pair.cosine(), pair.pair().file(), pair.pair().kind())
            + (pair.vetoed() ? ", " + pair.veto() : "");
    return "<li><p>%s</p><p>%s</p><p class=\"remark\">%s</p></li>%n"
        .formatted(Html.escape(pair.pair().a()), Html.escape(pair.pair().b()), Html.escape(remark));
  }
}
