package io.llmcache.cli.tune;

import java.util.List;

/** A table that scrolls by itself where the page is narrow. */
final class HtmlTable {

  private final StringBuilder html = new StringBuilder("<div class=\"scroll\"><table>\n");

  HtmlTable(List<String> header) {
    row("th", header);
  }

  HtmlTable row(List<String> cells) {
    row("td", cells);
    return this;
  }

  private void row(String tag, List<String> cells) {
    html.append("<tr>");
    for (String cell : cells) {
      html.append("<%s>%s</%s>".formatted(tag, Html.escape(cell), tag));
    }
    html.append("</tr>\n");
  }

  String html() {
    return html + "</table></div>\n";
  }
}
