package io.llmcache.internal.guard;

import io.llmcache.internal.lexicon.Part;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Two things change places in the same frame: "is every square a rectangle", "is every rectangle a
 * square". What "and", "between" or "married to" treats alike may.
 */
final class OrderGuard implements Guard {

  private static final Set<String> LISTS = Set.of("and", "or", "nor", "versus", "vs", "plus");
  private static final Set<String> SEQUENCE = Set.of("then", "before", "after", "first", "later");
  private static final Set<String> UNIVERSAL =
      Set.of("all", "every", "each", "any", "some", "most");
  private static final Set<String> RELATIVE = Set.of("who", "that", "which");
  private static final Set<String> KINDS_ASKED = Set.of("are", "do");

  /** How far before two things a word like "compare" may stand. */
  private static final int REACH = 3;

  @Override
  public String name() {
    return "order";
  }

  @Override
  public @Nullable String objection(Sentence one, Sentence other) {
    Exchange exchange = Exchange.between(words(one), words(other));
    if (exchange == null || !isThing(exchange.first()) || !isThing(exchange.second())) {
      return null;
    }
    boolean matters = exchange.between().isEmpty() ? isCompound(exchange) : !isFree(exchange);
    return matters
        ? text(exchange.first()) + " and " + text(exchange.second()) + " change places"
        : null;
  }

  private static List<Token> words(Sentence sentence) {
    return sentence.all().stream().filter(token -> !isFiller(token)).toList();
  }

  /** "Then" tells an order; "even" before a pause is a quality of numbers. */
  private static boolean isFiller(Token token) {
    boolean quality = token.text().equals("even") && token.pause();
    return WordClass.FILLERS.has(token.text()) && !token.text().equals("then") && !quality;
  }

  private static boolean isThing(List<Token> group) {
    return group.stream().anyMatch(token -> token.isContent() && !token.isOf(WordClass.LIGHT));
  }

  /** "A boat house", "a house boat"; "are all stars suns", "are all suns stars". */
  private static boolean isCompound(Exchange exchange) {
    List<Token> before = exchange.before();
    String last = before.isEmpty() ? "" : before.get(before.size() - 1).text();
    boolean named = WordClass.DETERMINERS.has(last);
    return named && isNoun(exchange.first()) && isNoun(exchange.second())
        || UNIVERSAL.contains(last) && hasNoun(exchange.first()) && hasNoun(exchange.second())
        || RELATIVE.contains(last) && hasVerb(exchange.first()) && hasVerb(exchange.second());
  }

  private static boolean hasNoun(List<Token> group) {
    return group.stream().anyMatch(t -> t.isContent() && t.rather(Part.NOUN, Part.ADJECTIVE));
  }

  private static boolean hasVerb(List<Token> group) {
    return group.stream().anyMatch(t -> t.isContent() && t.is(Part.VERB));
  }

  private static boolean isNoun(List<Token> group) {
    Token token = group.get(0);
    return group.size() == 1 && token.rather(Part.NOUN, Part.VERB) && !token.is(Part.ADJECTIVE);
  }

  private static boolean isFree(Exchange exchange) {
    List<Token> between = exchange.between();
    if (has(between, SEQUENCE)) {
      return false;
    }
    return has(between, LISTS)
        || isSymmetric(exchange)
        || isIdentity(exchange)
        || isComparison(exchange);
  }

  private static boolean has(List<Token> tokens, Set<String> words) {
    return tokens.stream().anyMatch(token -> words.contains(token.text()));
  }

  private static boolean isSymmetric(Exchange exchange) {
    List<Token> before = exchange.before();
    List<Token> near = before.subList(Math.max(0, before.size() - REACH), before.size());
    return near.stream().anyMatch(token -> token.isOf(WordClass.SYMMETRIC))
        || exchange.between().stream().anyMatch(token -> token.isOf(WordClass.SYMMETRIC));
  }

  /** "Is the cook the thief" is "is the thief the cook". */
  private static boolean isIdentity(Exchange exchange) {
    List<Token> before = exchange.before();
    List<Token> between = exchange.between();
    return !before.isEmpty()
        && before.get(before.size() - 1).text().equals("the")
        && between.size() == 1
        && between.get(0).text().equals("the");
  }

  /** "Are foxes lighter than cats" asks for both. */
  private static boolean isComparison(Exchange exchange) {
    List<Token> before = exchange.before();
    List<Token> between = exchange.between();
    return between.size() <= 2
        && between.get(between.size() - 1).text().equals("than")
        && before.size() == 1
        && KINDS_ASKED.contains(before.get(0).text());
  }

  private static String text(List<Token> group) {
    return String.join(" ", group.stream().map(Token::text).toList());
  }
}
