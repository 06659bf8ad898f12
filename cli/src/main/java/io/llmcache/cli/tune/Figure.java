package io.llmcache.cli.tune;

import java.util.List;

/** A plot with its title and its legend. */
final class Figure {

  private Figure() {}

  /** What a colour stands for. */
  record Key(String style, String name) {}

  static String of(String title, String svg, List<Key> legend) {
    StringBuilder html = new StringBuilder("<figure>\n<figcaption>");
    html.append(Html.escape(title)).append("</figcaption>\n").append(svg);
    html.append("<p class=\"legend\">");
    for (Key key : legend) {
      html.append("<span><svg class=\"swatch\" viewBox=\"0 0 10 10\" aria-hidden=\"true\">")
          .append("<rect class=\"%s\" width=\"10\" height=\"10\"/></svg>".formatted(key.style()))
          .append(Html.escape(key.name()))
          .append("</span> ");
    }
    return html.append("</p>\n</figure>\n").toString();
  }
}
