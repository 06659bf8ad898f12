package io.llmcache.internal.guard;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Done to oneself or to another: "he shot himself", "he shot him". */
final class ReflexiveGuard implements Guard {

  /** "I" and "you" may be the asker either way. */
  private static final Map<String, Set<String>> OTHERS =
      Map.of(
          "himself", Set.of("him", "her", "them", "it"),
          "herself", Set.of("her", "him", "them", "it"),
          "itself", Set.of("it", "them", "him", "her"),
          "themselves", Set.of("them", "him", "her", "it"),
          "yourself", Set.of("me", "him", "her", "them", "us"),
          "myself", Set.of("you", "him", "her", "them"));

  private static final int MOST = 2;

  @Override
  public String name() {
    return "reflexives";
  }

  @Override
  public @Nullable String objection(Sentence one, Sentence other) {
    for (Frame.Slot slot : one.slotsWith(other)) {
      if (slot.left().size() <= MOST && slot.right().size() <= MOST) {
        String found = differ(slot.left(), slot.right());
        String back = found == null ? differ(slot.right(), slot.left()) : found;
        if (back != null) {
          return back;
        }
      }
    }
    return null;
  }

  private static @Nullable String differ(List<Token> left, List<Token> right) {
    for (Token token : left) {
      Set<String> others = OTHERS.getOrDefault(token.text(), Set.of());
      for (Token stranger : right) {
        if (others.contains(stranger.text())) {
          return token.text() + " against " + stranger.text();
        }
      }
    }
    return null;
  }
}
