package io.llmcache.management;

import io.llmcache.spi.Invalidation;
import io.llmcache.spi.Invalidation.Kind;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads which answers an administrator means. */
final class Scopes {

  private Scopes() {}

  /**
   * @throws IllegalArgumentException naming the wrong value and what is right
   */
  static Invalidation of(@Nullable String kind, @Nullable String name) {
    Kind its = kind(kind == null ? "" : kind.strip());
    String value = name == null ? "" : name.strip();
    boolean named = its != Kind.ALL && its != Kind.NAMESPACE;
    if (named && value.isEmpty()) {
      throw new IllegalArgumentException("Say which " + lower(its) + ": its name is empty.");
    }
    if (!named && !value.isEmpty()) {
      throw new IllegalArgumentException(
          "\"%s\" has no name, but there is \"%s\": leave it empty.".formatted(lower(its), value));
    }
    if (its == Kind.KEY && !value.matches("[0-9a-fA-F]{64}")) {
      throw new IllegalArgumentException(
          "\"%s\" is no key: a key has 64 hexadecimal digits, as in the header llmcache-match."
              .formatted(value));
    }
    return new Invalidation(its, its == Kind.KEY ? value.toLowerCase(Locale.ROOT) : value);
  }

  private static Kind kind(String text) {
    for (Kind kind : Kind.values()) {
      if (lower(kind).equalsIgnoreCase(text)) {
        return kind;
      }
    }
    throw new IllegalArgumentException(
        "\"%s\" is no kind of invalidation: it is one of %s."
            .formatted(
                text,
                Arrays.stream(Kind.values()).map(Scopes::lower).collect(Collectors.joining(", "))));
  }

  private static String lower(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
