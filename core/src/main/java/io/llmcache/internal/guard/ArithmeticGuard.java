package io.llmcache.internal.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A sum whose brackets or signs stand elsewhere: "8 / (2 + 2)", "8 / 2 + 2". */
final class ArithmeticGuard implements Guard {

  private static final int LONGEST = 2_000;
  private static final Pattern RUN =
      Pattern.compile("[-(]{0,9}\\d[\\d\\s.()+\\-*/^\u00d7\u00f7xX]*[\\d)]");
  private static final Pattern SIGN =
      Pattern.compile("[\\d)]\\s*[+*/^\u00d7\u00f7xX]\\s*[(\\d]|[\\d)]\\s+-\\s+[(\\d]");

  private static final Reading<List<String>> SUMS = new Reading<>(wording -> sums(wording.raw()));

  @Override
  public String name() {
    return "arithmetic";
  }

  @Override
  public @Nullable String objection(Sentence one, Sentence other) {
    List<String> left = SUMS.of(one);
    List<String> right = SUMS.of(other);
    if (left.size() != right.size()) {
      return null;
    }
    for (int i = 0; i < left.size(); i++) {
      if (!isSame(left.get(i), right.get(i))) {
        return left.get(i) + " against " + right.get(i);
      }
    }
    return null;
  }

  private static List<String> sums(String text) {
    List<String> sums = new ArrayList<>();
    Matcher run = RUN.matcher(text.length() > LONGEST ? text.substring(0, LONGEST) : text);
    while (run.find()) {
      if (SIGN.matcher(run.group()).find()) {
        sums.add(run.group());
      }
    }
    return sums;
  }

  private static boolean isSame(String one, String other) {
    double left = Sum.of(one);
    double right = Sum.of(other);
    boolean known = !Double.isNaN(left) && !Double.isNaN(right);
    return known ? Math.abs(left - right) <= 1e-9 * Math.abs(left) : bare(one).equals(bare(other));
  }

  private static String bare(String text) {
    return text.replaceAll("\\s+", "").replaceAll("[xX\u00d7]", "*").replace('\u00f7', '/');
  }
}
