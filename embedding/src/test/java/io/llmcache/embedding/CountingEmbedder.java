package io.llmcache.embedding;

import io.llmcache.spi.Embedder;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what it was asked for. Knows no empty text. */
final class CountingEmbedder implements Embedder {

  /** Something that happens at each call. */
  interface Step {
    void run() throws IOException;
  }

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private volatile Step step = () -> {};

  void atEachCall(Step wanted) {
    step = wanted;
  }

  List<String> asked() {
    return asked;
  }

  @Override
  public String id() {
    return "counting";
  }

  @Override
  public int dimension() {
    return 2;
  }

  @Override
  public double threshold() {
    return 0.5;
  }

  @Override
  public float[] embed(String text) throws IOException {
    asked.add(text);
    step.run();
    return text.isEmpty() ? null : FakeEmbeddings.vector(text);
  }

  @Override
  public String describe() {
    return "counts";
  }

  @Override
  public void close() {
    asked.add("closed");
  }
}
