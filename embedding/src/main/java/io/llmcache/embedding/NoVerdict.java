package io.llmcache.embedding;

import io.llmcache.spi.PairVerifier;
import java.io.IOException;

/** Stands in for a verifier that was asked for and does not start here: so nothing passes. */
record NoVerdict(double cutOff) implements PairVerifier {

  @Override
  public double score(String storedQuestion, String askedQuestion) throws IOException {
    throw new IOException("The verifier did not start.");
  }

  @Override
  public String describe() {
    return "verifier (did not start: says no to all)";
  }

  @Override
  public void close() {}
}
