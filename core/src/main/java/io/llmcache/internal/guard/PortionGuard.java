package io.llmcache.internal.guard;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The same numbers of other things: "2 parts oil to 1 part water", "1 part oil to 2 parts water".
 */
final class PortionGuard implements Guard {

  private static final Set<String> BETWEEN = Set.of("part", "parts", "of", "share", "shares");

  @Override
  public String name() {
    return "portions";
  }

  @Override
  public @Nullable String objection(Sentence one, Sentence other) {
    Map<String, Token> left = portions(one.all());
    Map<String, Token> right = portions(other.all());
    if (left.size() < 2 || !left.keySet().equals(right.keySet())) {
      return null;
    }
    for (Map.Entry<String, Token> portion : left.entrySet()) {
      String number = portion.getValue().text();
      String otherNumber = right.getOrDefault(portion.getKey(), portion.getValue()).text();
      boolean exchanged = hasNumber(right, number) && hasNumber(left, otherNumber);
      if (!number.equals(otherNumber) && exchanged) {
        return number + " " + portion.getKey() + " against " + otherNumber;
      }
    }
    return null;
  }

  private static boolean hasNumber(Map<String, Token> portions, String number) {
    return portions.values().stream().anyMatch(token -> token.text().equals(number));
  }

  /** The number that stands before each thing. */
  private static Map<String, Token> portions(List<Token> tokens) {
    Map<String, Token> portions = new LinkedHashMap<>();
    for (int i = 0; i < tokens.size(); i++) {
      if (isNumber(tokens, i)) {
        int at = i + 1;
        while (at < tokens.size() && leads(tokens.get(at))) {
          at++;
        }
        if (at < tokens.size() && tokens.get(at).isContent()) {
          portions.putIfAbsent(tokens.get(at).text(), tokens.get(i));
        }
      }
    }
    return portions;
  }

  private static boolean isNumber(List<Token> tokens, int at) {
    Token token = tokens.get(at);
    boolean part = at + 1 < tokens.size() && BETWEEN.contains(tokens.get(at + 1).text());
    boolean unit = at > 0 && tokens.get(at - 1).isCode();
    return token.isCode() && !unit || token.text().equals("one") && part;
  }

  private static boolean leads(Token token) {
    return token.isCode() || BETWEEN.contains(token.text());
  }
}
