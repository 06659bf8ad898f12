package io.llmcache;

import io.llmcache.internal.engine.EngineThreads;
import io.llmcache.internal.engine.EpochSync;
import io.llmcache.internal.engine.Epochs;
import io.llmcache.internal.engine.Events;
import io.llmcache.internal.engine.GuardedStore;
import io.llmcache.internal.engine.MeaningIndexes;
import io.llmcache.internal.engine.Meanings;
import io.llmcache.internal.engine.TieredLookup;
import io.llmcache.internal.guard.Guards;
import io.llmcache.internal.guard.PromptGates;
import io.llmcache.internal.reply.EntryCodec;
import io.llmcache.internal.semantic.BoundedVerifier;
import io.llmcache.internal.semantic.QuestionMatcher;
import io.llmcache.internal.semantic.SecondOpinion;
import io.llmcache.internal.vector.LocalVectorIndex;
import io.llmcache.settings.Configuration;
import io.llmcache.settings.SemanticMode;
import io.llmcache.settings.Settings;
import io.llmcache.settings.SettingsException;
import io.llmcache.spi.AnswerJudge;
import io.llmcache.spi.Embedder;
import io.llmcache.spi.PairVerifier;
import io.llmcache.spi.ResponseStore;
import io.llmcache.spi.SemanticIndex;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What answers by meaning are made of. Owned by the cache, which closes it.
 *
 * @param embedder null: there are no answers by meaning
 * @param verifier null: none
 * @param judge null: none
 * @param whyNoEmbedder why there is no embedder, where there is none
 */
record SemanticParts(
    Configuration configuration,
    @Nullable Embedder embedder,
    @Nullable PairVerifier verifier,
    @Nullable AnswerJudge judge,
    String whyNoEmbedder)
    implements AutoCloseable {

  private Settings settings() {
    return configuration.settings();
  }

  /** Fails on names that there are not, before anything is opened. */
  static void check(Settings settings) {
    Set<String> wrong = new TreeSet<>(settings.semantic().gates());
    PromptGates.names().forEach(wrong::remove);
    if (!wrong.isEmpty()) {
      throw new SettingsException(
          "llmcache.gates: there is no gate %s; it is none, or some of %s."
              .formatted(wrong, PromptGates.names()));
    }
    try {
      Guards.all().without(settings.semantic().guardsOff());
    } catch (IllegalArgumentException e) {
      throw new SettingsException("llmcache.guards-off: " + e.getMessage());
    }
  }

  private PromptGates gates() {
    Set<String> off = new TreeSet<>(PromptGates.names());
    off.removeAll(settings().semantic().gates());
    return PromptGates.all().without(off);
  }

  SemanticMode mode() {
    SemanticMode asked = settings().semantic().mode();
    if (embedder == null) {
      return SemanticMode.OFF;
    }
    return asked == null ? SemanticMode.SERVE : asked;
  }

  /** Null where there are no answers by meaning. */
  @Nullable Meanings open(
      ResponseStore nearStore,
      @Nullable ResponseStore sharedStore,
      @Nullable GuardedStore shared,
      TieredLookup tiers,
      EntryCodec codec,
      Epochs epochs,
      EpochSync sync,
      Events events,
      EngineThreads threads,
      InstantSource clock) {
    if (embedder == null || mode() == SemanticMode.OFF) {
      return null;
    }
    MeaningIndexes indexes =
        new MeaningIndexes(
            embedder.id(),
            new LocalVectorIndex(embedder.dimension(), settings().semantic().indexSize()),
            sharedIndex(embedder, sharedStore),
            shared,
            sync,
            codec);
    threads.executor().execute(() -> indexes.follow(nearStore, events));
    return new Meanings(
        mode(),
        configuration,
        embedder,
        gates(),
        new QuestionMatcher(
            Guards.all().without(settings().semantic().guardsOff()), opinion(events, threads)),
        judge,
        indexes,
        tiers,
        epochs,
        sync,
        events,
        threads.executor(),
        clock);
  }

  private static @Nullable SemanticIndex sharedIndex(
      Embedder embedder, @Nullable ResponseStore store) {
    Consumer<String> warn = message -> System.getLogger("io.llmcache").log(Level.WARNING, message);
    return store == null ? null : store.index(embedder.id(), embedder.dimension(), warn);
  }

  private SecondOpinion opinion(Events events, EngineThreads threads) {
    return verifier == null
        ? SecondOpinion.NONE
        : new BoundedVerifier(
            verifier,
            settings().semantic().verifier().timeout(),
            threads.executor(),
            failure -> events.fault("verifier", failure));
  }

  /** For the start-up line. */
  String describe() {
    Embedder its = embedder;
    if (its == null) {
      return "off (" + whyNoEmbedder + ")";
    }
    double threshold = settings().semantic().thresholds().of("", its.threshold());
    StringBuilder said = new StringBuilder(mode().name().toLowerCase(Locale.ROOT));
    if (mode() != SemanticMode.OFF) {
      said.append(" (").append(its.describe()).append(", threshold ").append(threshold);
      if (verifier != null) {
        said.append(", verifier ").append(verifier.describe());
      }
      if (judge != null) {
        said.append(", judge ").append(judge.describe());
      }
      said.append(')');
    }
    return said.toString();
  }

  @Override
  public void close() {
    if (embedder != null) {
      embedder.close();
    }
    if (verifier != null) {
      verifier.close();
    }
    if (judge != null) {
      judge.close();
    }
  }
}
