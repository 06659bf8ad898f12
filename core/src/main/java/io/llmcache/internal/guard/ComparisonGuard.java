package io.llmcache.internal.guard;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The sides of a comparison change places: "do cats live longer than dogs". */
final class ComparisonGuard implements Guard {

  @Override
  public String name() {
    return "comparison-sides";
  }

  @Override
  public @Nullable String objection(Sentence one, Sentence other) {
    Exchange exchange = Exchange.between(one.all(), other.all());
    if (exchange == null || exchange.between().isEmpty()) {
      return null;
    }
    List<Token> between = exchange.between();
    boolean compared =
        between.subList(Math.max(0, between.size() - 2), between.size()).stream()
            .anyMatch(token -> token.text().equals("than"));
    boolean things = isThing(exchange.first()) && isThing(exchange.second());
    return compared && things && !isPlain(exchange)
        ? "the sides of the comparison change places"
        : null;
  }

  /** "Are foxes lighter than cats" asks which of the two are. */
  private static boolean isPlain(Exchange exchange) {
    List<Token> before = exchange.before();
    return before.size() == 1
        && before.get(0).text().equals("are")
        && exchange.between().size() == 2;
  }

  private static boolean isThing(List<Token> group) {
    return group.stream().anyMatch(token -> token.kind() != Token.Kind.FUNCTION);
  }
}
