package io.llmcache.cli.tune;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** The parts of the page that are curves. */
final class ReportPlots {

  private ReportPlots() {}

  /** Of all pairs. */
  static String pairs(Findings findings) {
    List<Curve.Point> points = findings.curve().points();
    List<Double> thresholds = points.stream().map(Curve.Point::threshold).toList();
    return "<div class=\"plots\">\n"
        + new LinePlot("Precision and recall", thresholds)
            .with("precision", "first", shares(points, Counts::precision))
            .with("recall", "good", shares(points, Counts::recall))
            .html()
        + new LinePlot("False hits", thresholds)
            .with("hits, of label 0", "bad", shares(points, Counts::falseHitRate))
            .html()
        + new LinePlot("Vetoed paraphrases", thresholds)
            .with("vetoed, of similar label 1", "first", shares(points, Counts::vetoedShare))
            .html()
        + new ScorePlot(findings.pairs(), findings.thresholds()).html()
        + "</div>\n";
  }

  private static List<Double> shares(List<Curve.Point> points, ToDoubleFunction<Counts> share) {
    return points.stream().map(point -> share.applyAsDouble(point.counts())).toList();
  }

  /** Of one stream. */
  static String stream(StreamCurve stream) {
    List<StreamCurve.Point> points = stream.points();
    List<Double> thresholds = points.stream().map(StreamCurve.Point::threshold).toList();
    return "<div class=\"plots\">\n"
        + new LinePlot("Hits, of all questions", thresholds)
            .with("hits", "good", points.stream().map(stream::hitRate).toList())
            .html()
        + new LinePlot("Errors, of all questions", thresholds)
            .with("errors", "bad", points.stream().map(stream::errorRate).toList())
            .html()
        + "</div>\n";
  }
}
