package io.llmcache.embedding;

import io.llmcache.spi.Embedder;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An embedder behind OpenAI's {@code /embeddings}, whoever serves it. */
final class OpenAiEmbedder implements Embedder {

  /** Its tokenizer is not known: a token is taken for four characters, and 256 are the bound. */
  static final int LONGEST_TEXT = 1_000;

  /** 64 vectors of 4,096 numbers, written out. */
  private static final int MOST_BYTES = 8 << 20;

  private final ServiceAddress address;
  private final JsonService service;
  private final Duration timeout;
  private final double threshold;
  private final int dimension;
  private final Batcher batcher;

  private OpenAiEmbedder(
      ServiceAddress address, JsonService service, Duration timeout, int dimension) {
    this.address = address;
    this.service = service;
    this.timeout = timeout;
    this.threshold = RemotePresets.threshold(address.model());
    this.dimension = dimension;
    this.batcher = new Batcher(this::vectors);
  }

  /**
   * Asks for one embedding to learn the dimension.
   *
   * @param timeout of each later call
   * @param probe how long the first one may take
   * @throws IOException if there is no answer
   */
  static OpenAiEmbedder open(
      ServiceAddress address, @Nullable String key, Duration timeout, Duration probe)
      throws IOException {
    JsonService service = new JsonService(address, "/embeddings", key, MOST_BYTES);
    float[] first = ask(address, service, List.of("dimension"), Deadline.in(probe)).get(0);
    return new OpenAiEmbedder(address, service, timeout, first.length);
  }

  @Override
  public String id() {
    return RemotePresets.id(address);
  }

  @Override
  public int dimension() {
    return dimension;
  }

  @Override
  public double threshold() {
    return threshold;
  }

  @Override
  public float @Nullable [] embed(String text) throws IOException {
    return fits(text) ? batcher.vector(text, Deadline.in(timeout)) : null;
  }

  /** In as few requests as can be, all within the time of one call. */
  @Override
  public List<float @Nullable []> embed(List<String> texts) throws IOException {
    Deadline deadline = Deadline.in(timeout);
    List<String> fitting = texts.stream().filter(OpenAiEmbedder::fits).toList();
    List<float[]> found = new ArrayList<>(fitting.size());
    for (int from = 0; from < fitting.size(); from += Batcher.MOST_TEXTS) {
      int to = Math.min(fitting.size(), from + Batcher.MOST_TEXTS);
      found.addAll(vectors(fitting.subList(from, to), deadline));
    }
    List<float @Nullable []> all = new ArrayList<>(texts.size());
    int next = 0;
    for (String text : texts) {
      all.add(fits(text) ? found.get(next++) : null);
    }
    return all;
  }

  private static boolean fits(String text) {
    return !text.isBlank() && text.length() <= LONGEST_TEXT;
  }

  private List<float[]> vectors(List<String> texts, Deadline deadline) throws IOException {
    List<float[]> vectors = ask(address, service, texts, deadline);
    for (float[] vector : vectors) {
      if (vector.length != dimension) {
        throw new IOException(
            "%s gave %d numbers where it gave %d before."
                .formatted(address.where(), vector.length, dimension));
      }
    }
    return vectors;
  }

  private static List<float[]> ask(
      ServiceAddress address, JsonService service, List<String> texts, Deadline deadline)
      throws IOException {
    byte[] reply = service.post(EmbeddingsMessages.request(address.model(), texts), deadline);
    return EmbeddingsMessages.vectors(reply, texts.size());
  }

  @Override
  public String describe() {
    return address.where();
  }

  /** The client's thread ends when nobody has the client any more. */
  @Override
  public void close() {}
}
