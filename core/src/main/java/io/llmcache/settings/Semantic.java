package io.llmcache.settings;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Answers by meaning.
 *
 * @param mode null: SERVE where an embedder was added, else OFF
 * @param thresholds least cosine of a match
 * @param embedding which embedder: a name, or {@code openai:URL#MODEL}
 * @param embeddingKeyFile file with the key of an embedding service; null: none
 * @param embeddingTimeout how long an embedding may take before the look-up goes on without one
 * @param indexSize how many vectors the index of the near tier holds at most
 * @param guardsOff names of guards that are switched off
 * @param gates names of the gates that are on
 * @param showTexts whether events and samples hold questions and answers
 */
public record Semantic(
    @Nullable SemanticMode mode,
    Thresholds thresholds,
    String embedding,
    @Nullable Path embeddingKeyFile,
    Duration embeddingTimeout,
    int indexSize,
    Set<String> guardsOff,
    Set<String> gates,
    boolean showTexts,
    Verifier verifier,
    Judge judge) {

  /**
   * A model that judges pairs of questions.
   *
   * @param model ONNX file; null: there is none
   * @param tokenizer its {@code tokenizer.json} or {@code vocab.txt}; null: beside the model
   * @param label index of the output that means yes
   * @param cutOff least score of a yes, 0 to 1
   * @param timeout how long a verdict may take before it is a no
   */
  public record Verifier(
      @Nullable Path model, @Nullable Path tokenizer, int label, double cutOff, Duration timeout) {}

  /**
   * A chat model that judges near misses.
   *
   * @param url base address of an OpenAI-compatible API; null: there is none
   * @param model its name; empty where there is none
   * @param keyFile null: no key
   * @param callsPerHour how many calls are made at most
   */
  public record Judge(@Nullable URI url, String model, @Nullable Path keyFile, int callsPerHour) {}
}
