package io.llmcache.internal.engine;

import io.llmcache.exchange.CacheControl;
import io.llmcache.exchange.CacheRequest;
import io.llmcache.exchange.CacheStatus;
import io.llmcache.exchange.Headers;
import io.llmcache.exchange.Lease;
import io.llmcache.exchange.Outcome;
import io.llmcache.exchange.Reply;
import io.llmcache.exchange.WayIn;
import io.llmcache.internal.engine.NodeLeases.Turn;
import io.llmcache.internal.engine.Sought.Candidate;
import io.llmcache.internal.engine.TieredLookup.Found;
import io.llmcache.internal.key.KeyDeriver;
import io.llmcache.internal.key.KeyHeaders;
import io.llmcache.internal.key.Tenant;
import io.llmcache.internal.key.TenantResolver;
import io.llmcache.internal.key.VaryFields;
import io.llmcache.internal.policy.Admission;
import io.llmcache.internal.policy.AdmissionPolicy;
import io.llmcache.internal.policy.Disguise;
import io.llmcache.internal.policy.ReusePolicy;
import io.llmcache.internal.policy.StoragePolicy;
import io.llmcache.internal.policy.Verdict;
import io.llmcache.settings.Configuration;
import io.llmcache.settings.Mode;
import io.llmcache.settings.Settings;
import io.llmcache.spi.CacheEvent;
import io.llmcache.spi.CacheEvent.Kind;
import io.llmcache.spi.CacheKey;
import io.llmcache.spi.Explanation;
import io.llmcache.spi.RequestFacts;
import io.llmcache.spi.StoredReply;
import io.llmcache.spi.UnreadableRequestException;
import io.llmcache.spi.WireFormat;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The main path: read, admit, derive the key, look up, collapse, forward. Nothing that a format, a
 * store or a listener throws gets past it. Thread-safe.
 */
public final class ExchangeCoordinator {

  private final Configuration configuration;
  private final List<WireFormat> formats;
  private final TenantResolver tenants;
  private final KeyHeaders keyHeaders;
  private final KeyDeriver keys;
  private final AdmissionPolicy admission;
  private final TieredLookup tiers;
  private final Epochs epochs;
  private final Events events;
  private final InstantSource clock;
  private final Backing backing;
  private final ReusePolicy reuse;
  private final Explanations explanations;
  private final Refreshes refreshes;
  private final Batches batches;
  private final Collapser collapser = new Collapser();
  private final NodeLeases nodes;
  private final SharedUse sharedUse;
  private final LikeQuestions questions;
  private volatile boolean closed;

  /**
   * @param meanings null: there are no answers by meaning
   */
  public ExchangeCoordinator(
      Configuration configuration,
      List<WireFormat> formats,
      TenantResolver tenants,
      TieredLookup tiers,
      @Nullable Meanings meanings,
      EpochSync sync,
      Epochs epochs,
      Events events,
      Timer timer,
      Executor executor,
      InstantSource clock) {
    this.configuration = configuration;
    Settings settings = configuration.settings();
    this.formats = List.copyOf(formats);
    this.tenants = tenants;
    this.keyHeaders = new KeyHeaders(settings.keyHeaders());
    this.keys = new KeyDeriver(settings.namespace());
    this.admission = new AdmissionPolicy(configuration);
    this.tiers = tiers;
    this.epochs = epochs;
    this.events = events;
    this.clock = clock;
    this.reuse = new ReusePolicy(settings.freshness());
    this.explanations = new Explanations(configuration, events, clock);
    this.backing =
        new Backing(
            configuration,
            new StoragePolicy(configuration),
            new VaryFields(keyHeaders),
            tiers,
            new HitCounts(),
            new Pauses(),
            meanings,
            events,
            explanations,
            timer,
            clock);
    this.sharedUse = new SharedUse(tiers.shared(), tiers, sync, timer, executor, clock);
    this.questions = new LikeQuestions(backing, sharedUse);
    this.refreshes = new Refreshes(backing, collapser, epochs, executor);
    this.nodes = new NodeLeases(tiers, sync, settings, timer, executor, events);
    nodes.start();
    this.batches = new Batches(this, backing, collapser, nodes, epochs, refreshes, sharedUse);
  }

  /** The format that a request is of, by method and target alone, or null. Never throws. */
  public @Nullable WireFormat formatOf(String method, URI target) {
    for (WireFormat format : formats) {
      try {
        if (format.recognises(method, target)) {
          return format;
        }
      } catch (RuntimeException e) {
        events.fault("format", e);
      }
    }
    return null;
  }

  /** Blocks for the tiers' budgets, and for what answers by meaning need. Never throws. */
  public Outcome open(CacheRequest request) {
    Account account = null;
    try {
      account = explanations.of(request.wayIn(), request.headers());
      return decide(request, account);
    } catch (RuntimeException e) {
      events.fault("engine", e);
      return bypass("fault", account);
    }
  }

  /** Of the exchanges that were to be explained. */
  public Explanations explanations() {
    return explanations;
  }

  /**
   * Goes the way of a hit once with a reply of its own, which is in the near tier for that moment
   * only, so that the classes of it are loaded before the first caller comes. Blocks for some
   * milliseconds, at most for the near tier's budget.
   */
  public void warmUp() {
    Rehearsal.of(tiers, reuse, clock.instant());
    questions.warmUp();
  }

  /** Begins what the engine does on its own account; does not block. */
  public void start() {
    sharedUse.start(configuration.settings().warmStart());
  }

  /** Whoever waits goes on by itself, and requests that come later are bypassed. */
  public void close() {
    closed = true;
    sharedUse.close();
    nodes.close();
    collapser.close();
  }

  private Outcome decide(CacheRequest request, @Nullable Account account) {
    if (mode() == Mode.OFF || closed) {
      return bypass(closed ? "closed" : "off", account);
    }
    WireFormat format = formatOf(request.method(), request.target());
    if (format == null) {
      return bypass("unknown-format", account);
    }
    RequestFacts facts;
    try {
      facts = keyHeaders.addedTo(format.read(request), request);
    } catch (UnreadableRequestException e) {
      return bypass(String.valueOf(e.getMessage()), account);
    }
    if (account != null) {
      account.read(facts);
    }
    CacheControl asked = CacheControl.of(request.headers());
    String disguise = Disguise.of(request.headers());
    if (!disguise.isEmpty()) {
      return withoutLookUp(asked, account, () -> bypass(disguise, account));
    }
    Admission admitted = admission.assess(request.wayIn(), facts, asked);
    if (admitted.way() == Admission.Way.BYPASS) {
      return withoutLookUp(asked, account, () -> bypass(admitted.reason(), account));
    }
    Tenant tenant = tenants.tenantOf(request);
    if (!tenant.unknown().isEmpty()) {
      return withoutLookUp(asked, account, () -> bypass(tenant.unknown(), account));
    }
    CacheKey key = keys.derive(tenant.id(), request.target(), facts);
    Exchange exchange =
        new Exchange(
            request,
            format,
            facts,
            tenant.id(),
            key,
            asked,
            Tags.of(request.headers()),
            epochs.current(),
            clock.instant(),
            SemanticWish.of(request.headers()),
            null,
            account);
    if (account != null) {
      explanations.keyed(account, exchange);
    }
    questions.hear(exchange);
    Batch batch = Batch.of(exchange, keys);
    if (batch != null) {
      return batches.decide(batch, admitted.way());
    }
    return admitted.way() == Admission.Way.REFRESH
        ? withoutLookUp(asked, account, () -> forward(exchange, null, CacheStatus.request(), null))
        : lookUp(exchange);
  }

  private Mode mode() {
    return configuration.settings().mode();
  }

  /** A request that wants no upstream call gets none, whyever the cache has nothing for it. */
  private Outcome withoutLookUp(
      CacheControl asked, @Nullable Account account, Supplier<Outcome> otherwise) {
    return asked.onlyIfCached() && mode() == Mode.SERVE ? notCached(account) : otherwise.get();
  }

  private Outcome lookUp(Exchange exchange) {
    Found found = tiers.find(exchange);
    if (exchange.account() != null) {
      exchange.account().found(found, exchange.began());
    }
    if (mode() == Mode.OBSERVE) {
      return observe(exchange, found);
    }
    if (found != null && found.usable()) {
      return served(exchange, found);
    }
    Outcome stale = found == null ? null : servedStale(exchange, found);
    if (stale != null) {
      return stale;
    }
    if (exchange.asked().onlyIfCached()) {
      Outcome like = questions.served(questions.sought(exchange), null);
      return like == null ? notCached(exchange.account()) : like;
    }
    String status =
        found == null ? CacheStatus.miss() : CacheStatus.stale(found.verdict().reason());
    StoredReply standIn = found != null && found.verdict().standsIn() ? found.reply() : null;
    return mayWait(exchange)
        ? collapse(exchange, standIn, status)
        : forwardUnlessLike(exchange, standIn, status, null);
  }

  /** Without a call made for this caller: one is made in the background, or none for a while. */
  private @Nullable Outcome servedStale(Exchange exchange, Found found) {
    Duration left = found.verdict().left();
    if (found.verdict().standsIn()
        && backing.pauses().active(exchange.upstream(), exchange.began())) {
      String status = CacheStatus.hit(left, "upstream-paused");
      return new Outcome.Served(backing.stale(exchange, found.reply(), status, "upstream-paused"));
    }
    boolean meanwhile = found.verdict().use() == Verdict.Use.WHILE_REVALIDATING;
    if (!meanwhile || !refreshes.canMake(exchange)) {
      return null;
    }
    refreshes.begin(exchange, "stale-while-revalidate");
    String status = CacheStatus.hit(left, "stale-while-revalidate");
    return new Outcome.Served(
        backing.stale(exchange, found.reply(), status, "stale-while-revalidate"));
  }

  /** Whether another's answer, which began before this request came, is good enough. */
  boolean mayWait(Exchange exchange) {
    Duration maxAge = exchange.asked().maxAge();
    return exchange.request().collapsible()
        && !configuration.settings().collapseTimeout().isZero()
        && (maxAge == null || !maxAge.isZero());
  }

  private Outcome collapse(Exchange exchange, @Nullable StoredReply standIn, String status) {
    WaitingRequest waiting = new WaitingRequest(exchange, standIn, status, this, backing);
    long invalidated = epochs.lastOf(exchange);
    Flight flight =
        collapser.enter(
            exchange.key(),
            exchange.epoch(),
            invalidated,
            new RemoteFollower(waiting, events),
            () -> {});
    if (flight == null) {
      return waiting.outcome();
    }
    try {
      return lead(exchange, standIn, status, flight);
    } catch (RuntimeException | Error e) {
      flight.handOver();
      throw e;
    }
  }

  private Outcome lead(
      Exchange exchange, @Nullable StoredReply standIn, String status, Flight flight) {
    // whoever led before may have stored the answer between our look-up and our turn
    Found meanwhile = tiers.findNear(exchange);
    if (meanwhile != null && meanwhile.usable()) {
      flight.serve(meanwhile.reply(), "waited");
      return served(exchange, meanwhile);
    }
    return forwardUnlessLike(exchange, standIn, status, flight);
  }

  /** Makes the call, or waits for the node that makes it. */
  private Outcome forwardInTurn(
      Exchange exchange, @Nullable StoredReply standIn, String status, Flight flight) {
    Turn turn = nodes.take(exchange.key(), flight);
    if (turn == Turn.ELSEWHERE) {
      return waitForNode(exchange, standIn, status, flight);
    }
    // another node may have stored the answer between our look-up and our turn
    Found meanwhile = turn == Turn.OURS ? tiers.find(exchange) : null;
    if (meanwhile != null && meanwhile.usable()) {
      flight.serve(meanwhile.reply(), "other-node");
      return served(exchange, meanwhile);
    }
    return forward(exchange, standIn, status, flight);
  }

  private Outcome waitForNode(
      Exchange exchange, @Nullable StoredReply standIn, String status, Flight flight) {
    WaitingRequest waiting = new WaitingRequest(exchange, standIn, status, this, backing);
    if (!flight.join(new RemoteFollower(waiting, events))) {
      return forward(exchange, standIn, status, null);
    }
    nodes.await(exchange.key(), flight, () -> servedByNode(exchange, flight));
    return waiting.outcome();
  }

  /** Whether another node's answer is there by now; then the flight got it. */
  private boolean servedByNode(Exchange exchange, Flight flight) {
    Found found = tiers.find(restarted(exchange));
    if (found == null || !found.usable() || Link.origin(found.reply()) != null) {
      return false;
    }
    flight.serve(found.reply(), "other-node");
    return true;
  }

  /** An equal question is not stored, but perhaps one that means the same. */
  private Outcome forwardUnlessLike(
      Exchange exchange, @Nullable StoredReply standIn, String status, @Nullable Flight flight) {
    Exchange sought = questions.sought(exchange);
    Outcome like = questions.served(sought, flight);
    if (like != null) {
      return like;
    }
    return flight == null
        ? forward(sought, standIn, status, null)
        : forwardInTurn(sought, standIn, status, flight);
  }

  private Outcome served(Exchange exchange, Found found) {
    tell(Kind.HIT, found.tier().label(), found.reply());
    sharedUse.hit(exchange.key());
    refreshes.hit(exchange, found.reply());
    String status = CacheStatus.hit(found.verdict().left(), found.tier().label());
    Reply reply = backing.replay(exchange, found.reply(), status);
    Reply named = LikeQuestions.named(reply, Link.origin(found.reply()));
    Account account = exchange.account();
    if (account == null) {
      return new Outcome.Served(named);
    }
    account.found(found, exchange.began());
    return new Outcome.Served(account.served(Explanation.Outcome.HIT, found.tier().label(), named));
  }

  private Outcome observe(Exchange exchange, @Nullable Found found) {
    Exchange sought = exchange;
    if (exchange.account() != null) {
      exchange.account().observes();
    }
    if (found != null && found.usable()) {
      tell(Kind.WOULD_HIT, found.tier().label(), found.reply());
    } else {
      sought = questions.observed(exchange);
      if (sought.sought() == null || sought.sought().hit() == null) {
        events.tell(Kind.MISS, "");
      }
    }
    return forwardTo(sought, null, CacheStatus.bypass("observe"), null);
  }

  /**
   * The answer to another's call for a request that waited for it, or null if it may not have it.
   *
   * @param how it came, in a word
   */
  @Nullable Outcome collapsed(Exchange exchange, StoredReply reply, String how) {
    Instant now = clock.instant();
    StoredReply wanted = tiers.reframed(exchange, reply);
    if (wanted == null || !reuse.assess(wanted, exchange.asked(), 0, now).usable()) {
      return null;
    }
    tell(Kind.COLLAPSED, how, reply);
    Reply given = backing.replay(exchange, wanted, CacheStatus.collapsed());
    Account account = exchange.account();
    return new Outcome.Served(
        account == null ? given : account.served(Explanation.Outcome.COLLAPSED, how, given));
  }

  /** The same where it is the answer to a question that means the same. */
  @Nullable Outcome collapsed(Exchange exchange, Candidate hit) {
    StoredReply wanted = tiers.reframed(exchange, hit.found().reply());
    if (wanted == null
        || !exchange.wish().saysNothing()
        || !reuse.assess(wanted, exchange.asked(), 0, clock.instant()).usable()) {
      return null;
    }
    return questions.shared(exchange, hit, wanted);
  }

  /** The exchange of a request that waited, and makes its call only now. */
  Exchange restarted(Exchange exchange) {
    return exchange.beginningAt(epochs.current(), clock.instant());
  }

  private Outcome forward(
      Exchange exchange, @Nullable StoredReply standIn, String status, @Nullable Flight flight) {
    events.tell(Kind.MISS, "");
    return forwardTo(exchange, standIn, status, flight);
  }

  private Outcome forwardTo(
      Exchange exchange, @Nullable StoredReply standIn, String status, @Nullable Flight flight) {
    questions.forwarded(exchange);
    return new Outcome.Forward(ExchangeLease.of(exchange, standIn, status, flight, backing));
  }

  private Outcome bypass(String why, @Nullable Account account) {
    return new Outcome.Forward(bypassed(why, account));
  }

  /** The lease of a call that the cache keeps out of. */
  public Lease bypassed(String why) {
    return bypassed(why, null);
  }

  /** The same, explained if the header says so. */
  public Lease bypassed(String why, WayIn wayIn, Headers headers) {
    return bypassed(why, explanations.of(wayIn, headers));
  }

  private Lease bypassed(String why, @Nullable Account account) {
    events.tell(Kind.BYPASS, why);
    if (account != null) {
      account.bypassed(why);
    }
    return new BypassLease(why, account);
  }

  void tell(Kind kind, String detail, StoredReply reply) {
    events.tell(
        new CacheEvent(kind, detail, reply.model(), reply.usage(), reply.took().toMillis()));
  }

  Outcome notCached(@Nullable Account account) {
    events.tell(Kind.BYPASS, "only-if-cached");
    Reply reply = NotCached.reply();
    return new Outcome.Served(
        account == null
            ? reply
            : account.served(Explanation.Outcome.NOT_CACHED, "only-if-cached", reply));
  }
}
