package io.llmcache.benchmarks.micro;

import io.llmcache.spi.Embedder;

/** Gives each text some vector of its own, where it does not matter which. */
final class GivenEmbedder implements Embedder {

  @Override
  public String id() {
    return "given";
  }

  @Override
  public int dimension() {
    return VectorSet.DIMENSION;
  }

  @Override
  public double threshold() {
    return 0.97;
  }

  @Override
  public float[] embed(String text) {
    return VectorSet.entry(text.hashCode());
  }

  @Override
  public String describe() {
    return "given";
  }

  @Override
  public void close() {}
}
