package io.llmcache.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Pattern;

/**
 * Texts as models write them: prose of this project, its sentences in ever new order, so that no
 * two texts are alike and none repeats itself.
 */
public final class Texts {

  private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.;:?!])\\s+");

  private static final List<String> SENTENCES = sentences();

  private final Random random;

  public Texts(long seed) {
    random = new Random(seed);
  }

  /** A text of just so many characters; it may end in the middle of a word. */
  public String ofLength(int characters) {
    StringBuilder text = new StringBuilder(characters + 400);
    List<String> left = new ArrayList<>();
    while (text.length() < characters) {
      if (left.isEmpty()) {
        left.addAll(SENTENCES);
      }
      text.append(left.remove(random.nextInt(left.size()))).append(' ');
    }
    return text.substring(0, characters);
  }

  private static List<String> sentences() {
    try (InputStream prose = Texts.class.getResourceAsStream("prose.txt")) {
      String all = new String(Objects.requireNonNull(prose).readAllBytes(), UTF_8);
      return SENTENCE_END.splitAsStream(all.strip()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
