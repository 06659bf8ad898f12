package io.llmcache.internal.guard.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The signs of a text that carry meaning: operators, arrows and pictographs. */
final class Symbols {

  private static final String OPERATORS = "=<>!&|+*/^";

  private static final Map<String, String> SPOKEN =
      Map.ofEntries(
          Map.entry("plus", "+"),
          Map.entry("equals", "="),
          Map.entry("multiplied", "*"),
          Map.entry("\u00D7", "*"),
          Map.entry("divided", "/"),
          Map.entry("\u00F7", "/"),
          Map.entry("\u2260", "!="),
          Map.entry("\u2264", "<="),
          Map.entry("\u2265", ">="));

  private final Pieces pieces;
  private final List<String> signs = new ArrayList<>();
  private final List<String> pictures = new ArrayList<>();
  private boolean pictureInside;
  private boolean pictureLast;

  private Symbols(Pieces pieces) {
    this.pieces = pieces;
  }

  static Symbols in(Pieces pieces) {
    Symbols symbols = new Symbols(pieces);
    int at = 0;
    while (at < pieces.size()) {
      at = symbols.read(at);
    }
    return symbols;
  }

  /** In alphabetical order. */
  List<String> signs() {
    return signs.stream().sorted().toList();
  }

  /** In alphabetical order. */
  List<String> pictures() {
    return pictures.stream().sorted().toList();
  }

  /** A picture stands before a word: it is no mere decoration of the end. */
  boolean pictureInside() {
    return pictureInside;
  }

  private int read(int at) {
    Piece piece = pieces.at(at);
    if (piece.kind() != Piece.Kind.SYMBOL) {
      spoken(piece);
      pictureInside |= pictureLast;
      return at + 1;
    }
    if (isPicture(piece.text().codePointAt(0))) {
      pictures.add(piece.text());
      pictureLast = true;
      return at + 1;
    }
    return piece.code() ? at + 1 : operator(at);
  }

  private void spoken(Piece piece) {
    String sign = SPOKEN.get(piece.lower());
    if (sign != null) {
      signs.add(sign);
    }
  }

  private int operator(int at) {
    int end = at;
    StringBuilder sign = new StringBuilder();
    while (isOperator(pieces.at(end)) && (end == at || pieces.at(end).glued())) {
      sign.append(pieces.at(end).text());
      end++;
    }
    if (sign.length() == 0) {
      spoken(pieces.at(at));
      return at + 1;
    }
    if (means(sign.toString(), at, end)) {
      signs.add(sign.toString());
    }
    return end;
  }

  private static boolean isOperator(Piece piece) {
    return piece.kind() == Piece.Kind.SYMBOL && OPERATORS.contains(piece.text());
  }

  /** Not the signs of plain prose: "and/or", "Q&A", "wow!!", "**bold**", "65+". */
  private boolean means(String sign, int at, int end) {
    if (pieces.at(end).kind() == Piece.Kind.NONE) {
      return false;
    }
    if (Set.of("<", ">", "=", "!=", "==", "<=", ">=", "===", "!==", "&&", "||", "=>")
        .contains(sign)) {
      return true;
    }
    boolean free = isTerm(pieces.at(at - 1)) && isTerm(pieces.at(end)) && !pieces.at(at).glued();
    boolean numbers = pieces.at(at - 1).isNumber() && pieces.at(end).isNumber();
    boolean arithmetic = Set.of("+", "*", "/", "^", "|", "**").contains(sign);
    return arithmetic && (free || numbers && !sign.equals("/"));
  }

  private static boolean isTerm(Piece piece) {
    return piece.isNumber() || piece.text().length() == 1;
  }

  private static boolean isPicture(int c) {
    return c >= 0x2190
        && c != 0x2260
        && c != 0x2264
        && c != 0x2265
        && (Character.getType(c) == Character.OTHER_SYMBOL
            || Character.getType(c) == Character.MATH_SYMBOL
            || c >= 0x1F000 && c < 0x1FB00);
  }
}
