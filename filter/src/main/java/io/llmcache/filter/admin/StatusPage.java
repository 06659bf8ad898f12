package io.llmcache.filter.admin;

import java.util.Locale;
import java.util.Map;

/** The figures as a page to read. It has no script: changes are made with a client. */
final class StatusPage {

  private static final String HEAD =
      """
      <!DOCTYPE html>
      <html lang="en"><head><meta charset="utf-8"><title>llmcache</title>
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <style>
      :root { color-scheme: light dark; }
      body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
      table { border-collapse: collapse; width: 100%; }
      th, td { text-align: left; vertical-align: top; padding: .4rem .8rem .4rem 0;
               border-bottom: 1px solid color-mix(in srgb, currentColor 20%, transparent);
               overflow-wrap: anywhere; }
      th { font-weight: 600; white-space: nowrap; }
      .warning { border-left: .3rem solid #c60; padding-left: .8rem; }
      pre { overflow-x: auto; }
      </style></head><body><h1>llmcache</h1>
      """;

  private static final String FOOT =
      """
      <h2>To change something</h2>
      <pre>curl -u USER -H 'Content-Type: application/json' -H 'llmcache-admin: 1' \\
        -d '{"key": "llmcache.mode", "value": "observe"}' SERVER%1$s/settings

      curl -u USER -H 'Content-Type: application/json' -H 'llmcache-admin: 1' \\
        -d '{"kind": "model", "name": "gpt-4o"}' SERVER%1$s/invalidate</pre>
      <p>Without a value what is configured holds again. Kinds are all, namespace, model, tag, tenant
      and key; <code>/count</code> says how many answers it would be, and <code>/erase</code> takes them out of
      the stores, too. A change holds on this node until the
      deployment ends.</p>
      </body></html>
      """;

  private StatusPage() {}

  /**
   * @param path of the page, from the server's root on
   */
  static String of(Map<String, Object> status, String path) {
    StringBuilder page = new StringBuilder(HEAD);
    page.append("<p>").append(escaped(String.valueOf(status.get("description")))).append("</p>\n");
    if (status.get("warnings") instanceof String[] warnings) {
      for (String warning : warnings) {
        page.append("<p class=\"warning\">").append(escaped(warning)).append("</p>\n");
      }
    }
    page.append("<table>\n");
    status.forEach(
        (name, value) -> {
          if (!name.equals("description") && !(value instanceof String[])) {
            page.append("<tr><th scope=\"row\">")
                .append(escaped(words(name)))
                .append("</th><td>")
                .append(cell(value))
                .append("</td></tr>\n");
          }
        });
    return page.append("</table>\n").append(FOOT.formatted(escaped(path))).toString();
  }

  private static String cell(Object value) {
    if (value instanceof Double number) {
      return String.format(Locale.ROOT, "%.3f", number);
    }
    if (!(value instanceof Map<?, ?> map)) {
      return escaped(value.toString());
    }
    StringBuilder lines = new StringBuilder();
    map.forEach(
        (name, its) ->
            lines.append(lines.isEmpty() ? "" : "<br>").append(escaped(name + ": " + its)));
    return lines.isEmpty() ? "none" : lines.toString();
  }

  /** {@code promptTokensSaved} is {@code Prompt tokens saved}. */
  private static String words(String name) {
    String spaced = name.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
    return spaced.substring(0, 1).toUpperCase(Locale.ROOT) + spaced.substring(1);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
