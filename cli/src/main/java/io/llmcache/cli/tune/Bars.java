package io.llmcache.cli.tune;

/** Rows of names, bars and figures, which fit any width. */
final class Bars {

  private final double greatest;
  private final StringBuilder html = new StringBuilder("<div class=\"bars\">\n");

  /**
   * @param greatest the value of a whole bar
   */
  Bars(double greatest) {
    this.greatest = greatest > 0 ? greatest : 1;
  }

  /** Begins a row. */
  Bars name(String name) {
    html.append("<div class=\"name\">").append(Html.escape(name)).append("</div>\n");
    return this;
  }

  /** One bar of the row that was begun. */
  Bars bar(String style, double value, String figure) {
    double width = Double.isNaN(value) ? 0 : 100 * value / greatest;
    html.append(
        Html.format(
            "<svg class=\"bar\" viewBox=\"0 0 100 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\">"
                + "<rect class=\"track\" width=\"100\" height=\"10\"/>"
                + "<rect class=\"%s\" width=\"%.2f\" height=\"10\"/></svg>%n",
            style, width));
    html.append("<div class=\"figure\">").append(Html.escape(figure)).append("</div>\n");
    return this;
  }

  String html() {
    return html + "</div>\n";
  }
}
