package io.llmcache.cli.tune;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * The texts of one file whose intent is known, in the order in which they are asked.
 *
 * @param intents of each text: mostly one
 */
record StreamTexts(String file, List<String> texts, List<Set<String>> intents) {

  /** Each is compared with all before it. */
  private static final int MOST = 20_000;

  /** In an order that the seed alone decides. */
  static StreamTexts of(String file, Collection<LabelledPair> pairs, long seed) {
    Map<String, Set<String>> intentsByText = new LinkedHashMap<>();
    for (LabelledPair pair : pairs) {
      if (!pair.intent().isEmpty()) {
        for (String text : List.of(pair.a(), pair.b())) {
          intentsByText.computeIfAbsent(text, t -> new LinkedHashSet<>()).add(pair.intent());
        }
      }
    }
    List<String> texts = new ArrayList<>(intentsByText.keySet());
    Collections.shuffle(texts, new Random(seed));
    List<String> asked = texts.subList(0, Math.min(texts.size(), MOST));
    return new StreamTexts(file, asked, asked.stream().map(intentsByText::get).toList());
  }

  int size() {
    return texts.size();
  }

  /** How many different intents there are. */
  int intentCount() {
    return (int) intents.stream().flatMap(Set::stream).distinct().count();
  }

  boolean sameIntent(int one, int other) {
    return !Collections.disjoint(intents.get(one), intents.get(other));
  }
}
