package io.llmcache.internal.guard;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** "Can I park here" against "must I park here". "How can I" is "how should I", though. */
final class Modals {

  private enum Modal {
    ABLE,
    DUTY,
    WILL
  }

  private static final Map<String, Modal> MODALS =
      Map.of(
          "can", Modal.ABLE,
          "could", Modal.ABLE,
          "may", Modal.ABLE,
          "might", Modal.ABLE,
          "should", Modal.DUTY,
          "must", Modal.DUTY,
          "ought", Modal.DUTY,
          "will", Modal.WILL,
          "would", Modal.WILL);

  /** Who is asked to tell: "could you". */
  private static final Set<String> ASKED = Set.of("you", "u", "someone", "anyone", "somebody");

  private Modals() {}

  static @Nullable String objection(Comparison comparison) {
    Set<Modal> left = in(comparison.alignment().left());
    Set<Modal> right = in(comparison.alignment().right());
    return left.isEmpty() || right.isEmpty() || left.containsAll(right) || right.containsAll(left)
        ? null
        : "other modals";
  }

  private static Set<Modal> in(List<Token> tokens) {
    Set<Modal> found = EnumSet.noneOf(Modal.class);
    for (int i = 0; i < tokens.size(); i++) {
      Modal modal = MODALS.get(tokens.get(i).text());
      boolean how = i > 0 && tokens.get(i - 1).text().equals("how");
      boolean asked = i + 1 < tokens.size() && ASKED.contains(tokens.get(i + 1).text());
      if (modal != null && !how && !asked) {
        found.add(modal);
      }
    }
    return found;
  }
}
