package io.llmcache.internal.engine;

import io.llmcache.exchange.CacheRequest;
import io.llmcache.exchange.Outcome;
import io.llmcache.internal.guard.Guards;
import io.llmcache.internal.guard.PromptGates;
import io.llmcache.internal.key.CredentialHash;
import io.llmcache.internal.key.TenantResolver;
import io.llmcache.internal.memory.MemoryStore;
import io.llmcache.internal.reply.EntryCodec;
import io.llmcache.internal.semantic.QuestionMatcher;
import io.llmcache.internal.semantic.SecondOpinion;
import io.llmcache.internal.vector.LocalVectorIndex;
import io.llmcache.settings.Configuration;
import io.llmcache.settings.SemanticMode;
import io.llmcache.settings.Settings;
import io.llmcache.settings.SettingsReader;
import io.llmcache.settings.SettingsSource;
import io.llmcache.spi.AnswerJudge;
import io.llmcache.spi.CacheListener;
import io.llmcache.spi.Embedder;
import io.llmcache.spi.Invalidation;
import io.llmcache.spi.Matches;
import io.llmcache.spi.ResponseStore;
import io.llmcache.spi.Tier;
import io.llmcache.spi.WireFormat;
import io.llmcache.testing.FailingStore;
import io.llmcache.testing.ManualClock;
import io.llmcache.testing.ManualTimer;
import io.llmcache.testing.RecordingListener;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An engine like the facade's, whose time passes only when a test says so. */
final class Rig {

  final ManualClock clock;
  final ManualTimer timer;
  final RecordingListener told = new RecordingListener();
  final FailingStore near;
  final @Nullable FailingStore shared;
  final EpochSync sync;
  final TieredLookup tiers;
  final @Nullable Meanings meanings;
  final ExchangeCoordinator engine;

  private Rig(Plan plan) {
    clock = plan.clock;
    timer = new ManualTimer(clock);
    Settings settings =
        SettingsReader.read(
            List.of(SettingsSource.ofMap("test", true, plan.settings)), warning -> {});
    List<CacheListener> listeners = new ArrayList<>(plan.listeners);
    listeners.add(told);
    Events events = new Events(listeners);
    Epochs epochs = new Epochs();
    near = new FailingStore(new MemoryStore(64L << 20, clock));
    GuardedStore guardedNear =
        new GuardedStore(
            Tier.L1, near, settings.near().timeout(), timer, events, () -> {}, () -> {});
    sync = new EpochSync(epochs, timer, guardedNear::clear);
    shared = plan.shared == null ? null : new FailingStore(plan.shared);
    if (shared != null) {
      plan.beforeStart.forEach((operation, fault) -> shared.failing(operation, fault));
    }
    GuardedStore guardedShared =
        shared == null
            ? null
            : new GuardedStore(
                Tier.L2,
                shared,
                settings.shared().timeout(),
                timer,
                events,
                sync::tierDown,
                sync::tierUp);
    if (guardedShared != null) {
      sync.start(guardedShared);
    }
    EntryCodec codec = new EntryCodec(settings.maxEntrySize());
    tiers =
        new TieredLookup(
            guardedNear, guardedShared, sync, epochs, codec, settings.freshness(), events);
    meanings =
        plan.embedder == null
            ? null
            : meanings(plan, settings, guardedShared, codec, epochs, events);
    TenantResolver tenants =
        new TenantResolver(settings.tenant(), CredentialHash.of(settings.secretFile()));
    engine =
        new ExchangeCoordinator(
            Configuration.of(settings),
            plan.formats,
            tenants,
            tiers,
            meanings,
            sync,
            epochs,
            events,
            timer,
            Runnable::run,
            clock);
  }

  private Meanings meanings(
      Plan plan,
      Settings settings,
      @Nullable GuardedStore guardedShared,
      EntryCodec codec,
      Epochs epochs,
      Events events) {
    Embedder embedder = Objects.requireNonNull(plan.embedder);
    SemanticMode mode = settings.semantic().mode();
    MeaningIndexes indexes =
        new MeaningIndexes(
            embedder.id(),
            new LocalVectorIndex(embedder.dimension(), settings.semantic().indexSize()),
            shared == null
                ? null
                : shared.index(embedder.id(), embedder.dimension(), warning -> {}),
            guardedShared,
            sync,
            codec);
    indexes.follow(near, events);
    return new Meanings(
        mode == null ? SemanticMode.SERVE : mode,
        Configuration.of(settings),
        embedder,
        PromptGates.all().without(Set.of("context")),
        new QuestionMatcher(Guards.all(), plan.opinion),
        plan.judge,
        indexes,
        tiers,
        epochs,
        sync,
        events,
        Runnable::run,
        clock);
  }

  static Rig plain() {
    return with(Map.of());
  }

  /** Short keys, without the prefix. */
  static Rig with(Map<String, String> settings) {
    return plan(settings).build();
  }

  static Plan plan(Map<String, String> settings) {
    return new Plan(settings);
  }

  /** What would be taken away. */
  Matches count(Invalidation what) {
    return tiers.count(what).join();
  }

  Outcome open(CacheRequest request) {
    return engine.open(request);
  }

  /** What a rig is made of. */
  static final class Plan {

    private final Map<String, String> settings = new HashMap<>();
    private final List<WireFormat> formats = new ArrayList<>();
    private final List<CacheListener> listeners = new ArrayList<>();
    private final Map<FailingStore.Operation, FailingStore.Fault> beforeStart = new HashMap<>();
    private ManualClock clock = new ManualClock();
    private @Nullable ResponseStore shared;
    private @Nullable Embedder embedder;
    private @Nullable AnswerJudge judge;
    private SecondOpinion opinion = SecondOpinion.NONE;

    private Plan(Map<String, String> settings) {
      settings.forEach((key, value) -> this.settings.put("llmcache." + key, value));
      ServiceLoader.load(WireFormat.class).forEach(formats::add);
    }

    Plan shared(ResponseStore store) {
      shared = store;
      return this;
    }

    Plan embedder(Embedder of) {
      embedder = of;
      return this;
    }

    Plan judge(AnswerJudge of) {
      judge = of;
      return this;
    }

    Plan opinion(SecondOpinion of) {
      opinion = of;
      return this;
    }

    Plan clock(ManualClock of) {
      clock = of;
      return this;
    }

    Plan listener(CacheListener listener) {
      listeners.add(listener);
      return this;
    }

    /** In place of those that come with the cache. */
    Plan format(WireFormat format) {
      formats.clear();
      formats.add(format);
      return this;
    }

    Plan failingAtStart(FailingStore.Operation operation, FailingStore.Fault fault) {
      beforeStart.put(operation, fault);
      return this;
    }

    Rig build() {
      return new Rig(this);
    }
  }
}
