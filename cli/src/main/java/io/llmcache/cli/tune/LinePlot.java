package io.llmcache.cli.tune;

import java.util.ArrayList;
import java.util.List;

/** Shares over thresholds. */
final class LinePlot {

  private final String label;
  private final List<Double> thresholds;
  private final List<Series> series = new ArrayList<>();

  LinePlot(String label, List<Double> thresholds) {
    this.label = label;
    this.thresholds = thresholds;
  }

  /**
   * @param shares one for each threshold; NaN where there is none
   */
  LinePlot with(String name, String style, List<Double> shares) {
    series.add(new Series(name, style, shares));
    return this;
  }

  /** The plot and its legend, as one figure. */
  String html() {
    Axis x = new Axis(thresholds.get(0), last(), Drawing.LEFT, Drawing.RIGHT);
    Axis y = new Axis(0, greatest(), Drawing.BOTTOM, Drawing.TOP);
    Drawing drawing =
        new Drawing(label)
            .across(x, 0.05, t -> Html.format("%.2f", t), "threshold")
            .upward(y, y.to() / 4, LinePlot::tick);
    series.forEach(one -> drawing.curve(one.style(), marks(one, x, y)));
    return Figure.of(label, drawing.svg(), series.stream().map(Series::key).toList());
  }

  private double last() {
    return thresholds.get(thresholds.size() - 1);
  }

  private double greatest() {
    double greatest =
        series.stream()
            .flatMap(one -> one.shares().stream())
            .filter(share -> !share.isNaN())
            .mapToDouble(Double::doubleValue)
            .max()
            .orElse(1);
    return Math.min(1, Axis.round(greatest));
  }

  /** Without zeros at the end. */
  private static String tick(double share) {
    return Html.format("%.3f", 100 * share).replaceAll("\\.?0+$", "") + " %";
  }

  private List<Drawing.Mark> marks(Series one, Axis x, Axis y) {
    List<Drawing.Mark> marks = new ArrayList<>();
    for (int i = 0; i < thresholds.size(); i++) {
      double share = one.shares().get(i);
      if (!Double.isNaN(share)) {
        String title =
            "%s at %s: %s"
                .formatted(one.name(), Percent.threshold(thresholds.get(i)), Percent.of(share));
        marks.add(new Drawing.Mark(x.place(thresholds.get(i)), y.place(share), title));
      }
    }
    return marks;
  }

  private record Series(String name, String style, List<Double> shares) {

    Figure.Key key() {
      return new Figure.Key(style, name);
    }
  }
}
