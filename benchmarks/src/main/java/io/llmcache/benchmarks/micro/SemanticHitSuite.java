package io.llmcache.benchmarks.micro;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcache.LlmCache;
import io.llmcache.benchmarks.Figure;
import io.llmcache.benchmarks.Figure.Wanted;
import io.llmcache.benchmarks.Options;
import io.llmcache.benchmarks.Rounds;
import io.llmcache.benchmarks.Suite;
import io.llmcache.benchmarks.Texts;
import io.llmcache.embedding.OnnxEmbedderFactory;
import io.llmcache.internal.memory.MemoryStore;
import io.llmcache.settings.Settings;
import io.llmcache.spi.Embedder;
import io.llmcache.spi.Tier;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** A hit by meaning, all of it in this process, beside the model's own run. */
public final class SemanticHitSuite implements Suite {

  /** The guards are much code, each with little to do: it takes long until all is compiled. */
  private static final Rounds ROUNDS = new Rounds(200, 21);

  private static final int CALLS = 60;
  private static final String MODEL = "minilm";

  /** With start and end, as the model reads the question. */
  private static final int TOKENS = 15;

  private static final String STORED =
      "Explain to me please how the garden pump of our house works?";
  private static final String[] ASKED =
      "Please explain to me how the garden pump of our house works?".split(" ");

  private int asked;

  @Override
  public String name() {
    return "semantic-hit";
  }

  @Override
  public List<Figure> measure(Options options) throws Exception {
    Settings settings =
        Asker.settings(Map.of("llmcache.embedding", MODEL, "llmcache.embedding-timeout", "10s"));
    Embedder embedder = new OnnxEmbedderFactory().create(settings, System.err::println);
    if (embedder == null) {
      throw new IllegalStateException("there is no embedder here");
    }
    MemoryStore near = new MemoryStore(64 << 20, InstantSource.system());
    LlmCache cache = LlmCache.builder(settings).store(Tier.L1, near).embedder(embedder).build();
    try (Asker asker = new Asker(cache);
        BareModel model = new BareModel(MODEL, TOKENS)) {
      asker.store(
          ChatBodies.question("gpt-4.1-mini", STORED),
          "application/json",
          List.of(Replies.unary(new Texts(1).ofLength(1_500)).getBytes(UTF_8)));
      Deadline.await(() -> asker.isServed(nextQuestion()), "the stored question is not found");
      return List.of(
          ROUNDS.figure(
              "hit by meaning in process, 15 tokens",
              "us",
              () -> Timed.medianMicros(CALLS, () -> asker.ask(nextQuestion())),
              "the bare run of the model",
              () -> Timed.medianMicros(CALLS, model::run),
              Wanted.atMost(1.3)));
    }
  }

  /** The same words, each time with other blanks between them: nobody has its vector yet. */
  private byte[] nextQuestion() {
    StringBuilder text = new StringBuilder();
    int blanks = ++asked;
    for (String word : ASKED) {
      text.append(word).append(" ".repeat(1 + blanks % 3));
      blanks /= 3;
    }
    return ChatBodies.question("gpt-4.1-mini", text.toString());
  }
}
