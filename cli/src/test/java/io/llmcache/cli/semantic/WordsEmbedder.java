package io.llmcache.cli.semantic;

import io.llmcache.settings.Settings;
import io.llmcache.spi.Embedder;
import io.llmcache.spi.EmbedderFactory;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An embedder that a person can foresee: the cosine of two texts is the number of words that they
 * share, over the root of the product of their lengths. No word may be there twice.
 */
public final class WordsEmbedder implements Embedder {

  /** What {@code --embedding} says for it. */
  public static final String NAME = "openai:http://127.0.0.1:9/v1#words";

  /** A text with this word has no vector now. */
  public static final String UNREACHABLE = "unreachable";

  /** How many words a text may have. */
  public static final int MOST_WORDS = 40;

  private static final int DIMENSION = 1 << 13;
  private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");

  @Override
  public String id() {
    return "words";
  }

  @Override
  public int dimension() {
    return DIMENSION;
  }

  @Override
  public double threshold() {
    return 0.8;
  }

  @Override
  public float @Nullable [] embed(String text) throws IOException {
    List<String> words = words(text);
    if (words.contains(UNREACHABLE)) {
      throw new IOException("the embedder cannot be reached");
    }
    if (words.isEmpty() || words.size() > MOST_WORDS) {
      return null;
    }
    float[] vector = new float[DIMENSION];
    for (String word : words) {
      vector[Math.floorMod(word.hashCode() * 31, DIMENSION)] =
          (float) (1 / Math.sqrt(words.size()));
    }
    return vector;
  }

  private static List<String> words(String text) {
    return Stream.of(NO_WORD.split(text.toLowerCase(Locale.ROOT)))
        .filter(word -> !word.isEmpty())
        .toList();
  }

  @Override
  public String describe() {
    return "words (in process)";
  }

  @Override
  public void close() {}

  /** Found by the service loader where tests are on the class path. */
  public static final class Factory implements EmbedderFactory {

    @Override
    public @Nullable Embedder create(Settings settings, Consumer<String> warn) {
      return settings.semantic().embedding().equals(NAME) ? new WordsEmbedder() : null;
    }
  }
}
