package io.llmcache.internal.guard;

/** Works out a sum as written: brackets first, then products, then sums; NaN if it is none. */
final class Sum {

  private final String text;
  private int at;

  private Sum(String text) {
    this.text = text;
  }

  static double of(String written) {
    Sum sum = new Sum(written.replaceAll("\\s+", "").replaceAll("[xX\u00d7]", "*"));
    double value = sum.terms(0);
    return sum.at == sum.text.length() ? value : Double.NaN;
  }

  private double terms(int depth) {
    double value = factors(depth);
    while (sees('+') || sees('-')) {
      char sign = text.charAt(at++);
      double next = factors(depth);
      value = sign == '+' ? value + next : value - next;
    }
    return value;
  }

  private double factors(int depth) {
    double value = power(depth);
    while (sees('*') || sees('/') || sees('\u00f7')) {
      char sign = text.charAt(at++);
      double next = power(depth);
      value = sign == '*' ? value * next : value / next;
    }
    return value;
  }

  private double power(int depth) {
    double value = atom(depth);
    if (sees('^')) {
      at++;
      return Math.pow(value, atom(depth));
    }
    return value;
  }

  private double atom(int depth) {
    if (sees('-')) {
      at++;
      return -power(depth);
    }
    if (sees('(')) {
      return depth > DEEPEST ? Double.NaN : bracket(depth);
    }
    int from = at;
    while (at < text.length() && (Character.isDigit(text.charAt(at)) || sees('.'))) {
      at++;
    }
    return number(text.substring(from, at));
  }

  private static final int DEEPEST = 50;

  private double bracket(int depth) {
    at++;
    double value = terms(depth + 1);
    if (!sees(')')) {
      return Double.NaN;
    }
    at++;
    return value;
  }

  private static double number(String digits) {
    try {
      return Double.parseDouble(digits);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  private boolean sees(char c) {
    return at < text.length() && text.charAt(at) == c;
  }
}
