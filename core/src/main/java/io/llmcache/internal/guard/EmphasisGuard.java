package io.llmcache.internal.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a word is written tells the matter: another word stressed by capital letters, or an
 * apostrophe that makes one owner of many.
 */
final class EmphasisGuard implements Guard {

  private static final int LONGEST = 5_000;

  /** A text of more of them is shouted. */
  private static final int MOST_KEYWORDS = 4;

  private static final Pattern SPACE = Pattern.compile("\\s+");
  private static final Pattern EDGES = Pattern.compile("^[^\\p{L}]+|[^\\p{L}']+$");
  private static final List<String> OWNERS =
      List.of("my", "your", "his", "her", "our", "their", "these", "those", "both");

  private static final Reading<List<String>> WORDS = new Reading<>(wording -> words(wording.raw()));

  private static final Reading<List<String>> STRESSED =
      new Reading<>(wording -> stressed(wording.read(WORDS)));

  @Override
  public String name() {
    return "emphasis";
  }

  @Override
  public @Nullable String objection(Sentence one, Sentence other) {
    List<String> left = WORDS.of(one);
    List<String> right = WORDS.of(other);
    boolean plain = STRESSED.of(one).isEmpty() && STRESSED.of(other).isEmpty();
    String keyword = plain ? null : keywords(left, right);
    String owners = keyword == null ? owners(left, right) : keyword;
    return owners == null ? owners(right, left) : owners;
  }

  private static @Nullable String keywords(List<String> left, List<String> right) {
    String stressed = stressed(left, right);
    return stressed == null ? keyword(left, right) : stressed;
  }

  /** "UNION" and "UNION ALL": only one has another such word next to one that both have. */
  private static @Nullable String keyword(List<String> left, List<String> right) {
    String more = longer(left, right);
    return more == null ? longer(right, left) : more;
  }

  private static @Nullable String longer(List<String> words, List<String> others) {
    boolean shouts = words.stream().filter(EmphasisGuard::isStressed).count() > MOST_KEYWORDS;
    for (int i = 1; i < words.size() && !shouts; i++) {
      String word = words.get(i);
      boolean pair = isStressed(word) && isStressed(words.get(i - 1));
      boolean missing = others.stream().noneMatch(word::equalsIgnoreCase);
      if (pair && missing && others.contains(words.get(i - 1))) {
        return "only one has " + word;
      }
    }
    return null;
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    String start = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    for (String piece : SPACE.split(start.replace('\u2019', '\''))) {
      words.add(EDGES.matcher(piece).replaceAll(""));
    }
    return words;
  }

  /** Each has one word in capital letters, and has the other's in small ones. */
  private static @Nullable String stressed(List<String> left, List<String> right) {
    List<String> l = stressed(left);
    List<String> r = stressed(right);
    boolean differ = l.size() == 1 && r.size() == 1 && !l.equals(r);
    return differ && left.contains(lower(r.get(0))) && right.contains(lower(l.get(0)))
        ? l.get(0) + " against " + r.get(0)
        : null;
  }

  private static List<String> stressed(List<String> words) {
    return words.stream().filter(EmphasisGuard::isStressed).toList();
  }

  private static boolean isStressed(String word) {
    return word.length() > 1 && word.chars().allMatch(c -> Character.isUpperCase(c) || c == '\'');
  }

  private static String lower(String word) {
    return word.toLowerCase(Locale.ROOT);
  }

  /** "My sister's house", "my sisters' house". */
  private static @Nullable String owners(List<String> left, List<String> right) {
    for (int i = 1; i < left.size(); i++) {
      String word = lower(left.get(i));
      if (word.endsWith("'s") && OWNERS.contains(lower(left.get(i - 1)))) {
        String many = word.substring(0, word.length() - 2) + "s'";
        if (has(right, many) && !has(left, many) && !has(right, word)) {
          return word + " against " + many;
        }
      }
    }
    return null;
  }

  private static boolean has(List<String> words, String word) {
    return words.stream().anyMatch(known -> lower(known).equals(word));
  }
}
