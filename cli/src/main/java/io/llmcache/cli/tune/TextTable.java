package io.llmcache.cli.tune;

import java.util.ArrayList;
import java.util.List;

/**
 * Rows in aligned columns: the first to the left and cut where it is long, numbers to the right.
 */
final class TextTable {

  private static final int LONGEST_NAME = 40;

  private final List<List<String>> rows = new ArrayList<>();

  TextTable(List<String> header) {
    rows.add(header);
  }

  TextTable row(List<String> cells) {
    List<String> row = new ArrayList<>(cells);
    row.set(0, cut(cells.get(0)));
    rows.add(row);
    return this;
  }

  private static String cut(String name) {
    return width(name) <= LONGEST_NAME
        ? name
        : name.substring(0, name.offsetByCodePoints(0, LONGEST_NAME - 3)) + "...";
  }

  /** Each line indented by two, with its end. */
  String text() {
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder(" ");
      for (int column = 0; column < row.size(); column++) {
        String cell = row.get(column);
        String space = " ".repeat(width(column) - width(cell));
        line.append(' ').append(column == 0 ? cell + space : "  " + space + cell);
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> width(row.get(column))).max().orElse(0);
  }

  private static int width(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
