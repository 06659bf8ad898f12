package io.llmcache.embedding;

import io.llmcache.spi.PairVerifier;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A cross-encoder that the user brings: an ONNX file that takes two texts in one row. */
final class OnnxPairVerifier implements PairVerifier {

  /** What BERT models take. */
  private static final int MOST_TOKENS = 512;

  private static final int FRAME = 3;

  private final Path file;
  private final Tokenizer tokenizer;
  private final OnnxSession session;
  private final PairScore score;
  private final Duration wait;

  /**
   * @param wait how long a pair waits while others are judged
   */
  OnnxPairVerifier(
      Path file, Tokenizer tokenizer, OnnxSession session, PairScore score, Duration wait) {
    this.file = file;
    this.tokenizer = tokenizer;
    this.session = session;
    this.score = score;
    this.wait = wait;
  }

  /** The lower of the scores of both directions. */
  @Override
  public double score(String storedQuestion, String askedQuestion) throws IOException {
    return score.lowest(run(storedQuestion, askedQuestion));
  }

  /**
   * How many outputs the model has for a pair.
   *
   * @throws IOException if it is none for pairs
   */
  int outputs() throws IOException {
    return PairScore.outputs(run("one", "two"));
  }

  private ModelOutput run(String storedQuestion, String askedQuestion) throws IOException {
    int[] stored = pieces(storedQuestion);
    int[] asked = pieces(askedQuestion);
    if (stored.length + asked.length + FRAME > MOST_TOKENS) {
      throw tooLong();
    }
    List<TokenPair> both =
        List.of(TokenPair.of(stored, asked, tokenizer), TokenPair.of(asked, stored, tokenizer));
    return session.run(TokenBatch.of(both, tokenizer.number(SpecialToken.PAD)), wait);
  }

  private int[] pieces(String question) throws IOException {
    int[] pieces = tokenizer.pieces(question, MOST_TOKENS);
    if (pieces == null) {
      throw tooLong();
    }
    return pieces;
  }

  private static IOException tooLong() {
    return new IOException("The questions have more than " + MOST_TOKENS + " tokens together.");
  }

  @Override
  public double cutOff() {
    return score.cutOff();
  }

  @Override
  public String describe() {
    return "verifier " + file.getFileName() + " (in process)";
  }

  @Override
  public void close() {
    session.close();
  }
}
