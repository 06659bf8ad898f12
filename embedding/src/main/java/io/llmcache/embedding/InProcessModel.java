package io.llmcache.embedding;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A model that runs in this process. Its files are resources beside this class. */
enum InProcessModel {
  /** all-MiniLM-L6-v2, eight-bit. */
  MINILM("minilm", "minilm-l6-v2-q8", Pooling.MEAN, 0.95),

  /**
   * bge-small-en-v1.5, eight-bit, for questions of like meaning: without the instruction that it
   * takes for passages.
   */
  BGE_SMALL("bge-small", "bge-small-en-v15-q8", Pooling.FIRST, 0.97);

  static final int DIMENSION = 384;

  /** With start and end. */
  static final int MOST_TOKENS = 256;

  private final String setting;
  private final String id;
  private final Pooling pooling;
  private final double threshold;

  InProcessModel(String setting, String id, Pooling pooling, double threshold) {
    this.setting = setting;
    this.id = id;
    this.pooling = pooling;
    this.threshold = threshold;
  }

  /** The model of that name in {@code llmcache.embedding}. */
  static @Nullable InProcessModel named(String setting) {
    return Arrays.stream(values())
        .filter(model -> model.setting.equals(setting))
        .findFirst()
        .orElse(null);
  }

  String setting() {
    return setting;
  }

  String id() {
    return id;
  }

  Pooling pooling() {
    return pooling;
  }

  double threshold() {
    return threshold;
  }

  String modelResource() {
    return setting + ".onnx";
  }

  String tokenizerResource() {
    return setting + "-tokenizer.json";
  }
}
