package io.llmcache.internal.guard;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds what stands before the question proper: "hey, could you tell me". */
final class Openers {

  /** What an opener says of the question behind it. */
  enum Intent {
    POLITE,
    HELP,
    HOW,
    ABLE,
    WANT
  }

  /** The question without its openers. */
  record Opened(int start, Set<Intent> intents) {}

  private record Slot(Set<String> words, boolean optional) {
    boolean takes(String word) {
      return words.contains(word)
          || words.contains("*")
          || (words.contains("*est") && word.endsWith("est"));
    }
  }

  private record Pattern(Intent intent, List<Slot> slots) {}

  private static final Map<String, List<Pattern>> BY_FIRST = load();

  private Openers() {}

  private static Map<String, List<Pattern>> load() {
    Map<String, List<Pattern>> patterns = new HashMap<>();
    for (String line : WordFile.lines("openers.txt")) {
      List<String> words = WordFile.words(line);
      List<Slot> slots = new ArrayList<>();
      for (String word : words.subList(1, words.size())) {
        boolean optional = word.endsWith("?");
        String choice = optional ? word.substring(0, word.length() - 1) : word;
        slots.add(new Slot(Set.of(choice.split("\\|")), optional));
      }
      Pattern pattern = new Pattern(Intent.valueOf(words.get(0)), slots);
      for (String first : slots.get(0).words()) {
        patterns.computeIfAbsent(first, key -> new ArrayList<>()).add(pattern);
      }
    }
    return patterns;
  }

  static Opened open(List<Token> tokens) {
    Set<Intent> intents = EnumSet.noneOf(Intent.class);
    int start = 0;
    boolean more = true;
    while (more && start < tokens.size()) {
      int end = start;
      Intent intent = Intent.POLITE;
      for (Pattern pattern : BY_FIRST.getOrDefault(tokens.get(start).text(), List.of())) {
        int reached = match(pattern.slots(), 0, tokens, start);
        if (reached > end && !isDenied(tokens, reached)) {
          end = reached;
          intent = pattern.intent();
        }
      }
      more = end > start && end < tokens.size();
      if (more) {
        start = end;
        intents.add(intent);
      }
    }
    return new Opened(start, intents);
  }

  /** "I can" says nothing of "I can not". */
  private static boolean isDenied(List<Token> tokens, int at) {
    return at < tokens.size() && tokens.get(at).text().equals("not");
  }

  /** Where the longest match ends; negative if there is none. */
  private static int match(List<Slot> slots, int slot, List<Token> tokens, int at) {
    if (slot == slots.size()) {
      return at;
    }
    Slot wanted = slots.get(slot);
    int taken = -1;
    if (at < tokens.size() && wanted.takes(tokens.get(at).text())) {
      taken = match(slots, slot + 1, tokens, at + 1);
    }
    return wanted.optional() ? Math.max(taken, match(slots, slot + 1, tokens, at)) : taken;
  }
}
