package io.llmcache.cli.tune;

import java.util.List;
import java.util.function.DoubleFunction;

/** One plot as inline SVG, drawn in the order of the calls. Colours come from the page's style. */
final class Drawing {

  static final double WIDTH = 360;
  static final double HEIGHT = 240;
  static final double LEFT = 46;
  static final double RIGHT = WIDTH - 12;
  static final double TOP = 10;
  static final double BOTTOM = HEIGHT - 36;

  private final StringBuilder svg = new StringBuilder();

  /**
   * @param label what it shows, for those who cannot see it
   */
  Drawing(String label) {
    svg.append(
        Html.format(
            "<svg class=\"plot\" viewBox=\"0 0 %.0f %.0f\" role=\"img\" aria-label=\"%s\">%n",
            WIDTH, HEIGHT, Html.escape(label)));
  }

  /** The grid and its numbers, from the left to the right, a line at each multiple of the step. */
  Drawing across(Axis axis, double step, DoubleFunction<String> number, String caption) {
    axis.ticks(step)
        .forEach(
            value -> {
              line(axis.place(value), TOP, axis.place(value), BOTTOM, "grid");
              text(axis.place(value), BOTTOM + 14, "middle", number.apply(value));
            });
    text((LEFT + RIGHT) / 2, HEIGHT - 6, "middle", caption);
    return this;
  }

  /** The same from the bottom to the top. */
  Drawing upward(Axis axis, double step, DoubleFunction<String> number) {
    axis.ticks(step)
        .forEach(
            value -> {
              line(LEFT, axis.place(value), RIGHT, axis.place(value), "grid");
              text(LEFT - 6, axis.place(value) + 4, "end", number.apply(value));
            });
    return this;
  }

  /** A line through points, each of which says what it is. */
  Drawing curve(String style, List<Mark> marks) {
    StringBuilder points = new StringBuilder();
    for (Mark mark : marks) {
      points.append(Html.format("%.1f,%.1f ", mark.x(), mark.y()));
    }
    svg.append(
        Html.format("<polyline class=\"%s\" points=\"%s\"/>%n", style, points.toString().strip()));
    for (Mark mark : marks) {
      svg.append(
          Html.format(
              "<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"2.6\"><title>%s</title></circle>%n",
              style, mark.x(), mark.y(), Html.escape(mark.title())));
    }
    return this;
  }

  Drawing rectangle(String style, double x, double y, double width, double height, String title) {
    svg.append(
        Html.format(
            "<rect class=\"%s\" x=\"%.2f\" y=\"%.2f\" width=\"%.2f\" height=\"%.2f\"><title>%s</title></rect>%n",
            style, x, y, width, height, Html.escape(title)));
    return this;
  }

  Drawing line(double x1, double y1, double x2, double y2, String style) {
    svg.append(
        Html.format(
            "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>%n",
            style, x1, y1, x2, y2));
    return this;
  }

  Drawing text(double x, double y, String anchor, String text) {
    svg.append(
        Html.format(
            "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n",
            x, y, anchor, Html.escape(text)));
    return this;
  }

  String svg() {
    return svg + "</svg>\n";
  }

  /**
   * A point of a curve.
   *
   * @param title shown where the mouse is
   */
  record Mark(double x, double y, String title) {}
}
