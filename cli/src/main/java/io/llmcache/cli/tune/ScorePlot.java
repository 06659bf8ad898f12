package io.llmcache.cli.tune;

import java.util.Collection;
import java.util.List;

/**
 * How many pairs have which cosine: those that may share an answer upward, the others downward.
 * What a guard vetoes is paler.
 */
final class ScorePlot {

  private static final double STEP = 0.02;

  private final List<Double> thresholds;
  private final double from;
  private final int[][] counts;

  ScorePlot(Collection<JudgedPair> pairs, List<Double> thresholds) {
    this.thresholds = thresholds;
    from = least(pairs);
    counts = new int[4][(int) Math.round((1 - from) / STEP)];
    pairs.forEach(this::count);
  }

  /** To the tenth below the least cosine. */
  private static double least(Collection<JudgedPair> pairs) {
    double least =
        pairs.stream()
            .mapToDouble(JudgedPair::cosine)
            .filter(cosine -> !Double.isNaN(cosine))
            .min()
            .orElse(0);
    return Math.floor(Math.min(least, 0.8) * 10) / 10;
  }

  private void count(JudgedPair pair) {
    if (!Double.isNaN(pair.cosine())) {
      int bin = (int) Math.floor((pair.cosine() - from) / STEP + 1e-9);
      int kind = (pair.same() ? 0 : 2) + (pair.vetoed() ? 1 : 0);
      counts[kind][Math.min(bin, counts[kind].length - 1)]++;
    }
  }

  String html() {
    Axis x = new Axis(from, 1, Drawing.LEFT, Drawing.RIGHT);
    double most = Axis.round(mostInABin());
    Axis y = new Axis(-most, most, Drawing.BOTTOM, Drawing.TOP);
    Drawing drawing =
        new Drawing("Cosines of both labels")
            .across(x, 0.2, value -> Html.format("%.2f", value), "cosine")
            .upward(y, most / 2, count -> Html.format("%.0f", Math.abs(count)));
    for (int bin = 0; bin < counts[0].length; bin++) {
      bars(drawing, bin, x, y);
    }
    thresholds.forEach(
        t -> drawing.line(x.place(t), Drawing.TOP, x.place(t), Drawing.BOTTOM, "mark"));
    return Figure.of(
        "Cosines: label 1 upward, label 0 downward",
        drawing.svg(),
        List.of(
            new Figure.Key("good", "label 1"),
            new Figure.Key("good pale", "label 1, vetoed"),
            new Figure.Key("bad", "label 0"),
            new Figure.Key("bad pale", "label 0, vetoed")));
  }

  private double mostInABin() {
    int most = 0;
    for (int bin = 0; bin < counts[0].length; bin++) {
      most = Math.max(most, counts[0][bin] + counts[1][bin]);
      most = Math.max(most, counts[2][bin] + counts[3][bin]);
    }
    return most;
  }

  private void bars(Drawing drawing, int bin, Axis x, Axis y) {
    int good = counts[0][bin];
    int bad = counts[2][bin];
    bar(drawing, "good", bin, x, y.place(good), y.place(0), good + " of label 1");
    int goodTop = good + counts[1][bin];
    String vetoed = counts[1][bin] + " of label 1, vetoed";
    bar(drawing, "good pale", bin, x, y.place(goodTop), y.place(good), vetoed);
    bar(drawing, "bad", bin, x, y.place(0), y.place(-bad), bad + " of label 0");
    int badTop = bad + counts[3][bin];
    String stopped = counts[3][bin] + " of label 0, vetoed";
    bar(drawing, "bad pale", bin, x, y.place(-bad), y.place(-badTop), stopped);
  }

  private void bar(
      Drawing drawing, String style, int bin, Axis x, double top, double bottom, String title) {
    if (bottom > top) {
      double start = from + bin * STEP;
      String range = Html.format("%.2f to %.2f: ", start, start + STEP);
      double width = x.place(start + STEP) - x.place(start) - 1;
      drawing.rectangle(style, x.place(start) + 0.5, top, width, bottom - top, range + title);
    }
  }
}
