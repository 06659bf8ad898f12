package io.llmcache.spi;

import io.llmcache.spi.Explanation.Kept;
import io.llmcache.spi.Explanation.Meaning;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes an explanation as one line of JSON. What is longest, the parts, comes last and is left out
 * as far as the line is full.
 */
final class ExplanationText {

  /** Header fields of more are refused by some servers. */
  static final int LONGEST = 3000;

  private static final int LONGEST_NAME = 80;
  private static final int MOST_NAMES = 12;

  /** For the last member, and the brackets. */
  private static final int RESERVE = 40;

  private final StringBuilder out = new StringBuilder(512);

  private ExplanationText() {}

  static String of(Explanation of, boolean all) {
    ExplanationText text = new ExplanationText();
    text.head(of);
    text.found(of);
    text.differs("differs", of.differs());
    if (all) {
      text.differs("differs-elsewhere", of.differsElsewhere());
    }
    text.parts(of.parts());
    return text.out.append('}').toString();
  }

  private void head(Explanation of) {
    out.append('{');
    member("outcome", word(of.outcome()));
    member("reason", of.reason());
    member("why", of.why());
    member("at", of.at().toString());
    member("way-in", word(of.wayIn()));
    member("format", of.format());
    member("model", of.model());
    member("tenant", of.tenant());
    member("key", of.key());
  }

  private void found(Explanation of) {
    if (of.entry() != null) {
      member("tier", of.entry().tier());
      number("age", of.entry().age().toSeconds());
      number("ttl", of.entry().left().toSeconds());
    }
    if (of.meaning() != null) {
      name("meaning").append('{');
      meaning(of.meaning());
      out.append('}');
    }
    Kept kept = of.kept();
    if (!kept.equals(Kept.NONE)) {
      member("stored", kept.state());
      member("stored-reason", kept.reason());
      member("stored-why", kept.why());
    }
  }

  private void meaning(Meaning meaning) {
    member("verdict", meaning.verdict());
    member("guard", meaning.guard());
    if (!Double.isNaN(meaning.similarity())) {
      name("similarity").append(String.format(Locale.ROOT, "%.3f", meaning.similarity()));
    }
    if (!Double.isNaN(meaning.threshold())) {
      name("threshold").append(meaning.threshold());
    }
    member("why", meaning.why());
  }

  private void differs(String name, @Nullable List<String> parts) {
    if (parts == null) {
      return;
    }
    name(name).append('[');
    int shown = Math.min(parts.size(), MOST_NAMES);
    for (int i = 0; i < shown; i++) {
      separate();
      string(parts.get(i));
    }
    if (parts.size() > shown) {
      separate();
      string((parts.size() - shown) + " more");
    }
    out.append(']');
  }

  private void parts(Map<String, String> parts) {
    if (parts.isEmpty()) {
      return;
    }
    name("parts").append('{');
    int left = parts.size();
    for (Map.Entry<String, String> part : parts.entrySet()) {
      int before = out.length();
      member(part.getKey(), part.getValue());
      if (out.length() > LONGEST - RESERVE) {
        out.setLength(before);
        break;
      }
      left--;
    }
    out.append('}');
    if (left > 0) {
      number("parts-left-out", left);
    }
  }

  private static String word(Enum<?> of) {
    return of.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Nothing for an empty text. */
  private void member(String name, String text) {
    if (!text.isEmpty()) {
      name(name);
      string(text);
    }
  }

  private void number(String name, long number) {
    name(name).append(number);
  }

  private StringBuilder name(String name) {
    separate();
    string(name);
    return out.append(':');
  }

  private void separate() {
    char last = out.charAt(out.length() - 1);
    if (last != '{' && last != '[') {
      out.append(',');
    }
  }

  /** Texts of ours are short; a model's name can be anything. */
  private void string(String text) {
    int end = text.length() > LONGEST_NAME && !text.contains(" ") ? LONGEST_NAME : text.length();
    out.append('"');
    for (int i = 0; i < Math.min(end, 300); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < 0x20 || c > 0x7e) {
        out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
