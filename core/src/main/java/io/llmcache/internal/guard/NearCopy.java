package io.llmcache.internal.guard;

import java.util.List;

/** Two sentences of which all but small words and very few others are the same. */
final class NearCopy {

  private static final int MOST_SLOTS = 3;
  private static final int MOST_CONTENT = 2;
  private static final int MOST_LONGER = 9;

  private NearCopy() {}

  /** Where they differ, or nothing if one is the other worded anew. */
  static List<Frame.Slot> slots(Sentence one, Sentence other) {
    if (Math.abs(one.all().size() - other.all().size()) > MOST_LONGER) {
      return List.of();
    }
    List<Frame.Slot> slots = frame(one, other);
    int content = 0;
    for (Frame.Slot slot : slots) {
      content = Math.max(content, Math.max(content(slot.left()), content(slot.right())));
    }
    return slots.size() > MOST_SLOTS || content > MOST_CONTENT ? List.of() : slots;
  }

  /** Always laid the same way round, so that the order of the two does not matter. */
  private static List<Frame.Slot> frame(Sentence one, Sentence other) {
    if (one.raw().compareTo(other.raw()) <= 0) {
      return one.frameWith(other).slots();
    }
    return other.frameWith(one).slots().stream()
        .map(slot -> new Frame.Slot(slot.right(), slot.left(), slot.rightAt(), slot.leftAt()))
        .toList();
  }

  private static int content(List<Token> tokens) {
    return (int) tokens.stream().filter(token -> token.isContent() && !token.isLight()).count();
  }
}
