package io.llmcache;

import io.llmcache.exchange.CacheRequest;
import io.llmcache.exchange.Headers;
import io.llmcache.exchange.Lease;
import io.llmcache.exchange.Outcome;
import io.llmcache.exchange.WayIn;
import io.llmcache.internal.engine.EngineThreads;
import io.llmcache.internal.engine.EpochSync;
import io.llmcache.internal.engine.Epochs;
import io.llmcache.internal.engine.Erasure;
import io.llmcache.internal.engine.Events;
import io.llmcache.internal.engine.ExchangeCoordinator;
import io.llmcache.internal.engine.GuardedStore;
import io.llmcache.internal.engine.KeyWatch;
import io.llmcache.internal.engine.Meanings;
import io.llmcache.internal.engine.TieredLookup;
import io.llmcache.internal.key.CredentialHash;
import io.llmcache.internal.key.TenantResolver;
import io.llmcache.internal.key.Tenants;
import io.llmcache.internal.memory.MemoryStore;
import io.llmcache.internal.reply.EntryCodec;
import io.llmcache.internal.seal.Sealing;
import io.llmcache.settings.Configuration;
import io.llmcache.settings.Mode;
import io.llmcache.settings.Settings;
import io.llmcache.spi.AnswerJudge;
import io.llmcache.spi.CacheEvent.Kind;
import io.llmcache.spi.CacheKey;
import io.llmcache.spi.CacheListener;
import io.llmcache.spi.Embedder;
import io.llmcache.spi.Explanation;
import io.llmcache.spi.Invalidation;
import io.llmcache.spi.Matches;
import io.llmcache.spi.PairVerifier;
import io.llmcache.spi.ResponseStore;
import io.llmcache.spi.SemanticReport;
import io.llmcache.spi.Tier;
import io.llmcache.spi.WireFormat;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The cache of LLM responses, as the ways in see it. One is made per deployment, see {@link
 * LlmCaches}; {@link #builder} is for tests and for programs without a server. Thread-safe.
 */
public final class LlmCache implements AutoCloseable {

  private final Configuration configuration;
  private final EngineThreads threads;
  private final List<ResponseStore> stores;
  private final Events events;
  private final EpochSync sync;
  private final GuardedStore near;
  private final TieredLookup lookup;
  private final SemanticParts semantic;
  private final @Nullable Meanings meanings;
  private final ExchangeCoordinator coordinator;
  private final TenantResolver tenants;
  private final Sealing sealing;
  private final KeyWatch keyWatch;
  private final Erasure erasure;
  private final CacheStatistics statistics;
  private final TierStates states;
  private final List<String> advice;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final InstantSource clock;

  private LlmCache(Builder builder) {
    configuration = builder.configuration;
    clock = builder.clock;
    Settings settings = configuration.settings();
    // first what can fail, before there is anything to close
    CredentialHash credentials = CredentialHash.of(settings.secretFile());
    tenants = new TenantResolver(settings.tenant(), credentials);
    sealing = Sealing.of(settings, credentials.keyFor("llmcache entry signature"));
    SemanticParts.check(settings);
    threads = new EngineThreads(builder.deployment);
    semantic =
        new SemanticParts(
            configuration,
            builder.embedder,
            builder.verifier,
            builder.judge,
            builder.whyNoEmbedder);
    events = new Events(builder.listeners);
    ResponseStore nearStore = builder.stores.get(Tier.L1);
    if (nearStore == null) {
      nearStore = new MemoryStore(settings.near().maxSize(), builder.clock);
    }
    nearStore = sealing.over(nearStore, Tier.L1.label(), events::fault);
    ResponseStore sharedStore = builder.stores.get(Tier.L2);
    if (sharedStore != null) {
      sharedStore = sealing.over(sharedStore, Tier.L2.label(), events::fault);
    }
    stores = sharedStore == null ? List.of(nearStore) : List.of(nearStore, sharedStore);
    statistics = new CacheStatistics(configuration, builder.clock.instant());
    Map<Tier, ResponseStore> byTier = new EnumMap<>(Tier.class);
    byTier.put(Tier.L1, nearStore);
    if (sharedStore != null) {
      byTier.put(Tier.L2, sharedStore);
    }
    states = new TierStates(byTier, builder.clock);
    advice = StartAdvice.on(settings, sharedStore != null);
    events.add(statistics);
    events.add(states);
    Epochs epochs = new Epochs();
    sync = new EpochSync(epochs, threads, this::dropNearTier);
    near = guarded(Tier.L1, nearStore, settings.near().timeout(), sharedStore == null);
    GuardedStore shared =
        sharedStore == null
            ? null
            : guarded(Tier.L2, sharedStore, settings.shared().timeout(), true);
    sync.start(shared == null ? near : shared);
    EntryCodec codec = new EntryCodec(settings.maxEntrySize());
    TieredLookup tiers =
        new TieredLookup(near, shared, sync, epochs, codec, settings.freshness(), events);
    meanings =
        semantic.open(
            nearStore,
            sharedStore,
            shared,
            tiers,
            codec,
            epochs,
            sync,
            events,
            threads,
            builder.clock);
    coordinator =
        new ExchangeCoordinator(
            configuration,
            builder.formats.stream().map(format -> format.configured(settings)).toList(),
            tenants,
            tiers,
            meanings,
            sync,
            epochs,
            events,
            threads,
            threads.executor(),
            builder.clock);
    coordinator.start();
    lookup = tiers;
    erasure = new Erasure(tiers, meanings, coordinator.explanations(), sync, events, threads);
    sync.onErased(erasure::another);
    keyWatch = new KeyWatch(sealing, threads, threads.executor());
    keyWatch.start();
  }

  /**
   * @param sharing whether the tier is the one that shares epochs, if any does
   */
  private GuardedStore guarded(Tier tier, ResponseStore store, Duration budget, boolean sharing) {
    Runnable down = sharing ? sync::tierDown : () -> {};
    Runnable up = sharing ? sync::tierUp : () -> {};
    return new GuardedStore(tier, store, budget, threads, events, down, up);
  }

  private void dropNearTier() {
    near.clear();
  }

  /** A builder with the formats on the class path, a near tier in memory, and no shared tier. */
  public static Builder builder(Settings settings) {
    return new Builder(Configuration.of(settings));
  }

  /** The same, with settings that may change while the cache runs. */
  public static Builder builder(Configuration configuration) {
    return new Builder(configuration);
  }

  /**
   * Says what to do with a request: serve a reply, make the call, or wait for an identical one.
   * Blocks at most for the tiers' time budgets and, where answers by meaning are on, for the
   * embedder, the guards and the verifier's budget. Never throws: whatever fails here is a bypass.
   */
  public Outcome open(CacheRequest request) {
    Outcome outcome = coordinator.open(request);
    AgeTrace.note(outcome);
    return outcome;
  }

  /** Watches from now on how old the answers are that this thread is served, by any cache. */
  public AgeTrace traceAges() {
    return AgeTrace.begin(clock);
  }

  /**
   * Whether {@link #open} may do more than say bypass, by method and target alone. Cheap: adapters
   * ask before they read a body.
   *
   * @param target the absolute URI of the real upstream
   */
  public boolean looksAt(WayIn wayIn, String method, URI target) {
    Settings settings = settings();
    if (settings.mode() == Mode.OFF || target.getHost() == null || target.getScheme() == null) {
      return false;
    }
    return (wayIn != WayIn.CLIENT || settings.upstreamHosts().match(target.getHost()))
        && coordinator.formatOf(method, target) != null;
  }

  /**
   * The lease of a request that its adapter does not show to {@link #open}: its body is too large
   * to be read, or {@link #looksAt} said no. Its recording is a relay. Does not block.
   *
   * @param why a word or two for Cache-Status
   */
  public Lease bypass(String why) {
    return coordinator.bypassed(why);
  }

  /**
   * The same for a caller that may have asked for an explanation.
   *
   * @param headers of its request
   */
  public Lease bypass(String why, WayIn wayIn, Headers headers) {
    return coordinator.bypassed(why, wayIn, headers);
  }

  /**
   * Why the last exchanges went as they did that were to be explained, the newest first: those
   * whose callers asked for it, and with the setting {@code explain-sample} all misses. At most 64,
   * of this node alone. Does not block.
   */
  public List<Explanation> explanations() {
    return coordinator.explanations().last();
  }

  /**
   * Answers that it covers are not served any more: on this node from now on, on every other node
   * that shares the tier within five seconds, or as soon as the tier can be reached again. Does not
   * block.
   */
  public void invalidate(Invalidation what) {
    sync.raise(Set.of(Epochs.scope(what)));
    events.tell(Kind.INVALIDATED, what.kind().name().toLowerCase(Locale.ROOT));
  }

  /**
   * How many stored answers {@link #invalidate} would take away, without doing so. Reads every
   * entry of both tiers, so it takes its time; fails if a tier cannot be reached.
   */
  public CompletableFuture<Matches> count(Invalidation what) {
    return lookup.count(what);
  }

  /**
   * Takes stored answers away: none that it covers is served any more, as with {@link #invalidate},
   * and then their bytes go, from both tiers and from this node's memory; from the memory of other
   * nodes that share the tier within five seconds. What was invalidated before goes too, and what
   * this node cannot read, since nobody can say whose it is. Reads every entry, so it takes its
   * time; does not block.
   *
   * @return how many entries were taken away here and in the shared tier; fails if one cannot be
   *     reached: what it holds is not served, but still there, until this is called again
   */
  public CompletableFuture<Matches> erase(Invalidation what) {
    return erasure.erase(what);
  }

  /**
   * The tenant that a name stands for, as {@link Invalidation#tenant} takes it.
   *
   * @param name of a principal, or the value of the header field of {@code llmcache.tenant}; not a
   *     credential: {@link Explanation#tenant} says which tenant one has
   */
  public String tenantNamed(String name) {
    return Tenants.shown(tenants.idOf(name));
  }

  /**
   * Reads the file with the encryption keys again, which happens by itself every ten seconds.
   * Blocks for the file system.
   *
   * @return the ids of the keys that hold now, that which writes first; empty without such a file
   * @throws io.llmcache.settings.SettingsException naming what is wrong with the file; the keys
   *     that held do so still
   */
  public List<String> reloadKeys() {
    sealing.refresh();
    return sealing.keyIds();
  }

  /**
   * Somebody says that the answer of one entry is wrong for another request: it is not served for
   * that by meaning any more, on this node from now on, on every other node that shares the tier
   * within five seconds. Does not block.
   *
   * @param stored the entry that was served: the reply's header {@code llmcache-match}, or {@code
   *     Likeness#stored} of the event
   * @param asked the key of the request: {@code Likeness#asked}
   */
  public void wrong(CacheKey stored, CacheKey asked) {
    if (meanings != null) {
      meanings.wrong(stored, asked);
    }
  }

  /** What answers by meaning did on this node so far; null where there are none. */
  public @Nullable SemanticReport semanticReport() {
    return meanings == null ? null : meanings.report();
  }

  /** Loads what a hit needs, so that the first one takes no longer than others. */
  void warmUp() {
    coordinator.warmUp();
  }

  /** What holds now. */
  public Settings settings() {
    return configuration.settings();
  }

  /** The settings, some of which may be changed while the cache runs. */
  public Configuration configuration() {
    return configuration;
  }

  public CacheStatistics statistics() {
    return statistics;
  }

  /** For adapters' work that may block: daemon threads whose class loader is the deployment's. */
  public Executor executor() {
    return threads.executor();
  }

  /**
   * What holds now, in one line: mode, tiers, answers by meaning, lifetimes, tenant mode and
   * namespace; no credential.
   */
  public String description() {
    return parts().entrySet().stream()
        .map(part -> part.getKey() + "=" + part.getValue())
        .collect(Collectors.joining(", "));
  }

  /** The same part by part, in that order. */
  public Map<String, String> parts() {
    Settings settings = settings();
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("mode", lower(settings.mode()));
    for (Tier tier : Tier.values()) {
      parts.put(tier.label(), storeOf(tier));
    }
    parts.put("semantic", semantic.describe());
    parts.put("ttl", Lifetimes.of(settings.ttl()));
    parts.put("tenant", settings.tenant().toString());
    parts.put("namespace", settings.namespace());
    return Collections.unmodifiableMap(parts);
  }

  /**
   * Tells one more listener of everything from now on. Does not block.
   *
   * @return ends that when it is run; again does nothing
   */
  public Runnable listen(CacheListener listener) {
    return events.add(listener);
  }

  private String storeOf(Tier tier) {
    return tiers().stream()
        .filter(state -> state.tier() == tier)
        .map(TierState::store)
        .findFirst()
        .orElse("none");
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** The tiers that there are, the near one first, and how they are. Does not block. */
  public List<TierState> tiers() {
    return states.now();
  }

  /**
   * What an administrator should know, in whole sentences without credentials: settings that may
   * not be meant, and what the stores have found out about their servers so far. Does not block.
   */
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>(advice);
    warnings.addAll(states.warnings());
    return List.copyOf(warnings);
  }

  /** What is known of the settings alone, for the start. */
  List<String> advice() {
    return advice;
  }

  /** Whether {@link #close} was called. */
  public boolean closed() {
    return closed.get();
  }

  /**
   * Releases threads and connections. Whoever waits for another's answer goes on by itself, calls
   * under way end as they do, requests that come later are bypassed. Idempotent.
   */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    keyWatch.close();
    coordinator.close();
    sync.close();
    threads.close();
    semantic.close();
    stores.forEach(LlmCache::close);
  }

  private static void close(ResponseStore store) {
    try {
      store.close();
    } catch (RuntimeException e) {
      System.getLogger("io.llmcache").log(Level.WARNING, "A store did not close.", e);
    }
  }

  /** Not thread-safe. */
  public static final class Builder {

    private final Configuration configuration;
    private final Map<Tier, ResponseStore> stores = new EnumMap<>(Tier.class);
    private final List<WireFormat> formats = new ArrayList<>();
    private final List<CacheListener> listeners = new ArrayList<>();
    private @Nullable Embedder embedder;
    private @Nullable PairVerifier verifier;
    private @Nullable AnswerJudge judge;
    private String whyNoEmbedder = "no embedder";
    private InstantSource clock = InstantSource.system();
    private @Nullable ClassLoader deployment;

    private Builder(Configuration configuration) {
      this.configuration = configuration;
      ServiceLoader.load(WireFormat.class, WireFormat.class.getClassLoader()).forEach(formats::add);
    }

    /** The store of a tier; the cache closes it. */
    public Builder store(Tier tier, ResponseStore store) {
      stores.put(tier, store);
      return this;
    }

    /** One more format; those on core's own class path are there already. */
    public Builder format(WireFormat format) {
      formats.add(format);
      return this;
    }

    public Builder listener(CacheListener listener) {
      listeners.add(listener);
      return this;
    }

    /** What makes answers by meaning possible; null: there are none. The cache closes it. */
    public Builder embedder(@Nullable Embedder its) {
      this.embedder = its;
      return this;
    }

    /** Why there is no embedder, for the description. */
    Builder withoutEmbedder(String why) {
      this.whyNoEmbedder = why;
      return this;
    }

    /** Asked after the guards; null: nobody. The cache closes it. */
    public Builder verifier(@Nullable PairVerifier its) {
      this.verifier = its;
      return this;
    }

    /** Asked about near misses; null: nobody. The cache closes it. */
    public Builder judge(@Nullable AnswerJudge its) {
      this.judge = its;
      return this;
    }

    public Builder clock(InstantSource clock) {
      this.clock = clock;
      return this;
    }

    /** The class loader that the cache's threads see as theirs. */
    public Builder deployment(ClassLoader loader) {
      this.deployment = loader;
      return this;
    }

    /**
     * @throws io.llmcache.settings.SettingsException if the secret file cannot be used
     */
    public LlmCache build() {
      return new LlmCache(this);
    }
  }
}
