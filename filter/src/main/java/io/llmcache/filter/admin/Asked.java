package io.llmcache.filter.admin;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a request says, by name. */
final class Asked {

  private final Map<String, String> said;

  /**
   * @throws IllegalArgumentException if it says something that nobody asks for
   */
  Asked(Map<String, String> said, String... names) {
    this.said = said;
    for (String name : said.keySet()) {
      if (!List.of(names).contains(name)) {
        throw new IllegalArgumentException(
            "There is no \"%s\" here: it is %s.".formatted(name, String.join(" and ", names)));
      }
    }
  }

  @Nullable String get(String name) {
    return said.get(name);
  }

  /**
   * @throws IllegalArgumentException if it is not there
   */
  String required(String name) {
    String value = said.get(name);
    if (value == null) {
      throw new IllegalArgumentException("Say the \"" + name + "\".");
    }
    return value;
  }
}
