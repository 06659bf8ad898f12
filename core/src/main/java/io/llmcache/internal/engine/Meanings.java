package io.llmcache.internal.engine;

import io.llmcache.internal.engine.Sought.Candidate;
import io.llmcache.internal.engine.TieredLookup.Found;
import io.llmcache.internal.guard.PromptGates;
import io.llmcache.internal.key.KeyDeriver;
import io.llmcache.internal.semantic.AnswerComparison;
import io.llmcache.internal.semantic.QuestionMatcher;
import io.llmcache.settings.Configuration;
import io.llmcache.settings.Mode;
import io.llmcache.settings.SemanticMode;
import io.llmcache.settings.Settings;
import io.llmcache.spi.AnswerJudge;
import io.llmcache.spi.CacheKey;
import io.llmcache.spi.Embedder;
import io.llmcache.spi.Meaning;
import io.llmcache.spi.Question;
import io.llmcache.spi.RequestClass;
import io.llmcache.spi.SemanticReport;
import io.llmcache.spi.SemanticScope;
import io.llmcache.spi.StoredReply;
import java.io.IOException;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Answers by meaning, as the main path sees them. Asked only after the exact look-up, so that an
 * equal request never pays an embedding. Thread-safe.
 */
public final class Meanings {

  private final SemanticMode mode;
  private final Configuration configuration;
  private final Embedder embedder;
  private final PromptGates gates;
  private final QuestionMatcher matcher;
  private final MeaningIndexes indexes;
  private final TieredLookup tiers;
  private final WrongPairs wrongPairs;
  private final KeyDeriver keys;
  private final Executor executor;
  private final PairNews news;
  private final MeaningSearch search;

  /** How many questions are embedded at a time for callers who are gone; more are left. */
  private final Semaphore embedding = new Semaphore(4);

  private final NearMisses nearMisses;

  /**
   * @param mode not OFF
   * @param judge null: nobody is asked about near misses
   * @param executor for work that may block
   */
  public Meanings(
      SemanticMode mode,
      Configuration configuration,
      Embedder embedder,
      PromptGates gates,
      QuestionMatcher matcher,
      @Nullable AnswerJudge judge,
      MeaningIndexes indexes,
      TieredLookup tiers,
      Epochs epochs,
      EpochSync sync,
      Events events,
      Executor executor,
      InstantSource clock) {
    this.mode = mode;
    this.configuration = configuration;
    Settings settings = configuration.settings();
    this.embedder = embedder;
    this.gates = gates;
    this.matcher = matcher;
    this.indexes = indexes;
    this.tiers = tiers;
    this.wrongPairs = new WrongPairs(epochs, sync);
    this.keys = new KeyDeriver(settings.namespace());
    this.executor = executor;
    this.news = new PairNews(configuration, events);
    this.search = new MeaningSearch(matcher, indexes, tiers, wrongPairs, news);
    this.nearMisses =
        new NearMisses(
            () -> serves() && configuration.settings().mode() == Mode.SERVE,
            matcher,
            news,
            tiers,
            new AnswerComparison(embedder),
            judge,
            settings.semantic().judge().callsPerHour(),
            executor,
            clock);
  }

  /** Whether a hit is served, and not only counted. */
  boolean serves() {
    return mode == SemanticMode.SERVE;
  }

  /** What was done so far. */
  public SemanticReport report() {
    return news.report();
  }

  /**
   * From now on the answer of the one is not served for the other: on this node, and on every other
   * that shares the table of epochs. Does not block.
   */
  public void wrong(CacheKey stored, CacheKey asked) {
    wrongPairs.add(stored, asked);
    news.wrong();
  }

  /**
   * Takes note if the request says that an answer was wrong for it. Only an entry of its own scope
   * can have answered it, so nobody fills the table with anything else.
   */
  void hear(Exchange exchange) {
    CacheKey said = exchange.wish().wrongKey();
    if (said == null || wrongPairs.has(said, exchange.key())) {
      return;
    }
    try {
      if (answered(exchange, said)) {
        wrong(said, exchange.key());
      }
    } catch (RuntimeException e) {
      news.fault("semantic", e);
    }
  }

  private boolean answered(Exchange exchange, CacheKey said) {
    Found own = tiers.find(exchange);
    if (own != null && said.equals(Link.origin(own.reply()))) {
      return true;
    }
    Question question = question(exchange);
    Found found = tiers.find(exchange, said);
    Meaning meaning = found == null ? null : found.reply().meaning();
    return question != null
        && meaning != null
        && meaning.scope().equals(scope(exchange, question))
        && !meaning.question().equals(question.text());
  }

  private SemanticScope scope(Exchange exchange, Question question) {
    return keys.scope(exchange.tenant(), exchange.request().target(), exchange.facts(), question);
  }

  /** Loads what a look-up needs, off the caller's path, so that the first takes no longer. */
  void warmUp() {
    executor.execute(
        () -> {
          try {
            String text = "How does a cache warm up?";
            matcher.assess(text, text + " Really?", 1, 0);
            embedder.embed(text);
          } catch (IOException | RuntimeException e) {
            news.fault("embedder", e);
          }
        });
  }

  /**
   * Blocks for the embedder, and at most for the tiers' budgets and the second opinion's. Never
   * throws.
   */
  Sought seek(Exchange exchange) {
    try {
      Question question = question(exchange);
      return question == null ? Sought.NOTHING : look(exchange, question);
    } catch (RuntimeException e) {
      news.fault("semantic", e);
      return Sought.NOTHING;
    }
  }

  private static @Nullable Question question(Exchange exchange) {
    boolean cacheable = exchange.facts().requestClass() == RequestClass.CACHEABLE;
    return cacheable ? exchange.facts().question() : null;
  }

  private Sought look(Exchange exchange, Question question) {
    Sought sought = sought(exchange, question);
    if (sought.hit() == null) {
      news.unserved(exchange, sought);
    }
    return sought;
  }

  private Sought sought(Exchange exchange, Question question) {
    String refusal = refusal(question.text(), exchange);
    if (refusal != null) {
      return Sought.refused(refusal);
    }
    news.searched();
    try {
      Meaning asked = meaning(exchange, question);
      return asked == null ? Sought.refused("too-long") : near(exchange, asked);
    } catch (IOException e) {
      news.fault("embedder", e);
      return Sought.NOT_EMBEDDED;
    }
  }

  private Sought near(Exchange exchange, Meaning asked) {
    Candidate best = search.best(exchange, asked, threshold(exchange));
    if (best == null) {
      return new Sought(asked, null, "nothing-near");
    }
    String why = best.match().vetoed() ? "veto" : "below-threshold";
    return new Sought(asked, best, best.match().hit() ? "" : why);
  }

  private @Nullable String refusal(String text, Exchange exchange) {
    if (exchange.wish().isOff()) {
      return "request";
    }
    String gate = gates.refusal(text);
    return gate == null ? matcher.refusal(text) : gate;
  }

  private double threshold(Exchange exchange) {
    double configured =
        configuration
            .settings()
            .semantic()
            .thresholds()
            .of(exchange.facts().model(), embedder.threshold());
    return Math.max(configured, exchange.wish().atLeast());
  }

  /** Null if there is no vector: the text is too long. */
  private @Nullable Meaning meaning(Exchange exchange, Question question) throws IOException {
    float[] vector = embedder.embed(question.text());
    return vector == null
        ? null
        : new Meaning(scope(exchange, question), question.text(), embedder.id(), vector);
  }

  /** An entry of this node is gone. Does not block. */
  void gone(CacheKey key) {
    indexes.gone(key);
  }

  /** A hit is served, or only counted. */
  void hit(Exchange exchange, Candidate hit, boolean served) {
    news.hit(exchange, hit, served);
  }

  /** A question goes to the provider after it was sought. Does not block. */
  void forwarded(Exchange exchange) {
    nearMisses.forwarded(exchange);
  }

  /**
   * An answer to the exchange was stored: makes it findable.
   *
   * @param whole whether it came to its natural end; else it is found by its key alone
   * @param stored completes once the shared tier has it
   */
  void stored(Exchange exchange, StoredReply reply, boolean whole, CompletableFuture<?> stored) {
    Meaning meaning = reply.meaning();
    if (meaning != null) {
      indexes.add(exchange.key(), meaning, stored);
    } else if (whole && !exchange.embedded() && embedding.tryAcquire()) {
      stored.whenComplete((done, failure) -> executor.execute(() -> embedNow(exchange, reply)));
    }
    nearMisses.answered(exchange, reply);
  }

  /** Where the question of a complete answer has not been embedded yet, it is now. */
  private void embedNow(Exchange exchange, StoredReply reply) {
    try {
      Question question = question(exchange);
      Meaning meaning =
          question == null || refusal(question.text(), exchange) != null
              ? null
              : meaning(exchange, question);
      Found there = meaning == null ? null : tiers.findNear(exchange);
      // another answer may have been stored meanwhile
      if (meaning != null && there != null && there.reply().storedAt().equals(reply.storedAt())) {
        CacheKey key = exchange.key();
        indexes.add(key, meaning, tiers.store(key, reply.meaning(meaning), reply.storedAt()));
      }
    } catch (IOException | RuntimeException e) {
      news.fault("embedder", e);
    } finally {
      embedding.release();
    }
  }
}
