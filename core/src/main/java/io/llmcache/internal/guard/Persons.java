package io.llmcache.internal.guard;

import java.util.Map;

/** Whom a pronoun stands for. */
enum Persons {
  I,
  WE,
  YOU,
  /** He or she. */
  OTHER,
  THEY,
  NOBODY;

  private static final Map<String, Persons> WORDS =
      Map.ofEntries(
          Map.entry("i", I),
          Map.entry("me", I),
          Map.entry("my", I),
          Map.entry("mine", I),
          Map.entry("myself", I),
          Map.entry("we", WE),
          Map.entry("us", WE),
          Map.entry("our", WE),
          Map.entry("ours", WE),
          Map.entry("ourselves", WE),
          Map.entry("you", YOU),
          Map.entry("your", YOU),
          Map.entry("yours", YOU),
          Map.entry("yourself", YOU),
          Map.entry("he", OTHER),
          Map.entry("him", OTHER),
          Map.entry("his", OTHER),
          Map.entry("himself", OTHER),
          Map.entry("she", OTHER),
          Map.entry("her", OTHER),
          Map.entry("hers", OTHER),
          Map.entry("herself", OTHER),
          Map.entry("they", THEY),
          Map.entry("them", THEY),
          Map.entry("their", THEY),
          Map.entry("theirs", THEY),
          Map.entry("themselves", THEY));

  static Persons of(String word) {
    return WORDS.getOrDefault(word, NOBODY);
  }

  /** Whether it is somebody whom the question is about and who does not ask it. */
  boolean isThird() {
    return this == OTHER || this == THEY;
  }
}
