package io.llmcache.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A list of globs, where {@code *} stands for any characters, {@code !} in front excludes and
 * {@code all} is {@code *}. Compared without case. Something matches if a glob includes it and none
 * excludes it; a list of exclusions only includes everything else.
 */
public final class Globs {

  private final List<String> included;
  private final List<String> excluded;
  private final String text;

  private Globs(List<String> included, List<String> excluded, String text) {
    this.included = included;
    this.excluded = excluded;
    this.text = text;
  }

  /** Never fails: any text is a glob. */
  public static Globs parse(String text) {
    List<String> included = new ArrayList<>();
    List<String> excluded = new ArrayList<>();
    for (String part : text.split(",")) {
      String glob = part.trim().toLowerCase(Locale.ROOT);
      if (glob.startsWith("!")) {
        excluded.add(glob.substring(1).trim());
      } else if (!glob.isEmpty()) {
        included.add(glob.equals("all") ? "*" : glob);
      }
    }
    if (included.isEmpty()) {
      included.add("*");
    }
    return new Globs(List.copyOf(included), List.copyOf(excluded), text.trim());
  }

  /** Whether the name is included and not excluded. */
  public boolean match(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return anyMatches(included, lower) && !anyMatches(excluded, lower);
  }

  private static boolean anyMatches(List<String> globs, String lower) {
    for (String glob : globs) {
      if (matches(glob, lower)) {
        return true;
      }
    }
    return false;
  }

  /** Whether one glob matches, in time linear in the text for each star. Both in lower case. */
  static boolean matches(String glob, String text) {
    int g = 0;
    int t = 0;
    int star = -1;
    int retry = 0;
    while (t < text.length()) {
      if (g < glob.length() && glob.charAt(g) == '*') {
        star = g++;
        retry = t;
      } else if (g < glob.length() && glob.charAt(g) == text.charAt(t)) {
        g++;
        t++;
      } else if (star >= 0) {
        g = star + 1;
        t = ++retry;
      } else {
        return false;
      }
    }
    while (g < glob.length() && glob.charAt(g) == '*') {
      g++;
    }
    return g == glob.length();
  }

  @Override
  public String toString() {
    return text;
  }
}
