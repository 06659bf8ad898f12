package io.llmcache.interceptor.cdi;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A tag as it is written in an annotation: {@code product:{id}}. Immutable. */
final class TagTemplate {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");

  /** What the cache keeps of a tag with an entry. */
  static final int LONGEST = 200;

  private final String text;
  private final List<Part> parts;

  private TagTemplate(String text, List<Part> parts) {
    this.text = text;
    this.parts = parts;
  }

  /**
   * @throws PlanException if the text names what there is not, or cannot be a tag
   */
  static TagTemplate of(String text, Parameters parameters) {
    if (text.isBlank() || text.length() > LONGEST || !carried(text)) {
      throw new PlanException(
          "the tag \"%s\" is empty, longer than %d characters, or has a comma or a control"
                  .formatted(text, LONGEST)
              + " character in it");
    }
    List<Part> parts = new ArrayList<>();
    Matcher matcher = PLACEHOLDER.matcher(text);
    int at = 0;
    while (matcher.find()) {
      parts.add(literal(text, text.substring(at, matcher.start())));
      parts.add(placeholder(text, matcher.group(1), parameters));
      at = matcher.end();
    }
    parts.add(literal(text, text.substring(at)));
    return new TagTemplate(text, List.copyOf(parts));
  }

  /**
   * The tag for these arguments.
   *
   * @throws NotCacheableException if a value is null, or cannot be carried in a tag
   */
  String of(@Nullable Object[] arguments) throws NotCacheableException {
    StringBuilder tag = new StringBuilder();
    for (Part part : parts) {
      tag.append(part.path() == null ? part.literal() : value(part, part.path(), arguments));
    }
    String made = tag.toString().strip();
    if (made.isEmpty() || made.length() > LONGEST) {
      throw new NotCacheableException(
          "the tag %s is empty or longer than %d characters".formatted(text, LONGEST));
    }
    return made;
  }

  private String value(Part part, PropertyPath path, @Nullable Object[] arguments)
      throws NotCacheableException {
    String value;
    try {
      value = path.text(arguments[part.index()]);
    } catch (Exception e) {
      throw new NotCacheableException(
          "{%s} in the tag %s failed".formatted(part.literal(), text), e);
    }
    if (value == null || value.isBlank() || !carried(value)) {
      throw new NotCacheableException(
          "{%s} in the tag %s is %s, which no tag can have"
              .formatted(
                  part.literal(),
                  text,
                  value == null
                      ? "null"
                      : value.isBlank() ? "blank" : "with a comma or a control character"));
    }
    return value;
  }

  private static boolean carried(String text) {
    return text.chars().noneMatch(it -> it == ',' || Character.isISOControl(it));
  }

  private static Part literal(String tag, String text) {
    if (text.contains("{") || text.contains("}")) {
      throw new PlanException("the tag \"%s\" has a brace without its partner".formatted(tag));
    }
    return new Part(text, 0, null);
  }

  private static Part placeholder(String tag, String named, Parameters parameters) {
    List<String> names = Arrays.asList(named.strip().split("\\.", -1));
    if (names.stream().anyMatch(String::isBlank)) {
      throw new PlanException(
          "the tag \"%s\" has {%s} in it: a parameter is named as {id} or {order.id}"
              .formatted(tag, named));
    }
    int index = parameters.index(names.get(0), "the tag \"" + tag + "\"");
    try {
      PropertyPath path = PropertyPath.of(parameters.type(index), names.subList(1, names.size()));
      return new Part(named, index, path);
    } catch (PlanException e) {
      throw new PlanException("the tag \"%s\": %s".formatted(tag, e.getMessage()));
    }
  }

  /**
   * @param literal the text, or the name of the placeholder
   * @param path null: a literal
   */
  private record Part(String literal, int index, @Nullable PropertyPath path) {}
}
