package io.llmcache.internal.guard;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Another figure of the same data: the average, the total, the highest. */
final class AggregateGuard implements Guard {

  private enum Figure {
    AVERAGE,
    MEDIAN,
    TOTAL,
    COUNT,
    MOST,
    LEAST
  }

  private static final Map<String, Figure> WORDS =
      Map.ofEntries(
          Map.entry("average", Figure.AVERAGE),
          Map.entry("avg", Figure.AVERAGE),
          Map.entry("mean", Figure.AVERAGE),
          Map.entry("median", Figure.MEDIAN),
          Map.entry("mode", Figure.MEDIAN),
          Map.entry("total", Figure.TOTAL),
          Map.entry("sum", Figure.TOTAL),
          Map.entry("combined", Figure.TOTAL),
          Map.entry("count", Figure.COUNT),
          Map.entry("maximum", Figure.MOST),
          Map.entry("max", Figure.MOST),
          Map.entry("highest", Figure.MOST),
          Map.entry("largest", Figure.MOST),
          Map.entry("minimum", Figure.LEAST),
          Map.entry("min", Figure.LEAST),
          Map.entry("lowest", Figure.LEAST),
          Map.entry("smallest", Figure.LEAST));

  @Override
  public String name() {
    return "aggregates";
  }

  @Override
  public @Nullable String objection(Sentence one, Sentence other) {
    for (Frame.Slot slot : one.slotsWith(other)) {
      Set<Figure> left = figures(slot.left());
      Set<Figure> right = figures(slot.right());
      if (left.size() == 1 && right.size() == 1 && !left.equals(right)) {
        return left + " against " + right;
      }
    }
    return null;
  }

  private static Set<Figure> figures(List<Token> tokens) {
    Set<Figure> figures = EnumSet.noneOf(Figure.class);
    for (Token token : tokens) {
      Figure figure = WORDS.get(token.text());
      if (figure != null) {
        figures.add(figure);
      }
    }
    return figures;
  }
}
