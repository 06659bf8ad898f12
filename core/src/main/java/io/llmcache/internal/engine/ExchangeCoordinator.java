package io.llmcache.internal.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcache.exchange.CacheControl;
import io.llmcache.exchange.CacheRequest;
import io.llmcache.exchange.CacheStatus;
import io.llmcache.exchange.Headers;
import io.llmcache.exchange.Lease;
import io.llmcache.exchange.Outcome;
import io.llmcache.exchange.Reply;
import io.llmcache.exchange.ReplyBody;
import io.llmcache.internal.engine.TieredLookup.Found;
import io.llmcache.internal.key.KeyDeriver;
import io.llmcache.internal.key.Tenant;
import io.llmcache.internal.key.TenantResolver;
import io.llmcache.internal.policy.Admission;
import io.llmcache.internal.policy.AdmissionPolicy;
import io.llmcache.internal.policy.StoragePolicy;
import io.llmcache.internal.reply.Player;
import io.llmcache.settings.Mode;
import io.llmcache.settings.Settings;
import io.llmcache.spi.CacheEvent;
import io.llmcache.spi.CacheEvent.Kind;
import io.llmcache.spi.CacheKey;
import io.llmcache.spi.RequestFacts;
import io.llmcache.spi.StoredReply;
import io.llmcache.spi.UnreadableRequestException;
import io.llmcache.spi.WireFormat;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The main path: read, admit, derive the key, look up, collapse, forward. Nothing that a format, a
 * store or a listener throws gets past it. Thread-safe.
 */
public final class ExchangeCoordinator {

  private final Settings settings;
  private final List<WireFormat> formats;
  private final TenantResolver tenants;
  private final KeyDeriver keys;
  private final AdmissionPolicy admission;
  private final TieredLookup tiers;
  private final Epochs epochs;
  private final Events events;
  private final InstantSource clock;
  private final Backing backing;
  private final Collapser collapser = new Collapser();

  public ExchangeCoordinator(
      Settings settings,
      List<WireFormat> formats,
      TenantResolver tenants,
      TieredLookup tiers,
      Epochs epochs,
      Events events,
      Timer timer,
      InstantSource clock) {
    this.settings = settings;
    this.formats = List.copyOf(formats);
    this.tenants = tenants;
    this.keys = new KeyDeriver(settings.namespace());
    this.admission = new AdmissionPolicy(settings);
    this.tiers = tiers;
    this.epochs = epochs;
    this.events = events;
    this.clock = clock;
    this.backing = new Backing(settings, new StoragePolicy(settings), tiers, events, timer, clock);
  }

  /** The format that a request is of, by method and target alone, or null. */
  public @Nullable WireFormat formatOf(String method, URI target) {
    for (WireFormat format : formats) {
      if (format.recognises(method, target)) {
        return format;
      }
    }
    return null;
  }

  /** Blocks at most for the tiers' budgets. Never throws. */
  public Outcome open(CacheRequest request) {
    try {
      return decide(request);
    } catch (RuntimeException e) {
      events.fault("engine", e);
      return bypass("fault");
    }
  }

  private Outcome decide(CacheRequest request) {
    WireFormat format =
        settings.mode() == Mode.OFF ? null : formatOf(request.method(), request.target());
    if (format == null) {
      return bypass(settings.mode() == Mode.OFF ? "off" : "unknown-format");
    }
    RequestFacts facts;
    try {
      facts = format.read(request);
    } catch (UnreadableRequestException e) {
      return bypass(String.valueOf(e.getMessage()));
    }
    CacheControl asked = CacheControl.of(request.headers());
    Admission admitted = admission.assess(facts, asked);
    if (admitted.way() == Admission.Way.BYPASS) {
      return bypass(admitted.reason());
    }
    Tenant tenant = tenants.tenantOf(request);
    if (!tenant.unknown().isEmpty()) {
      return bypass(tenant.unknown());
    }
    CacheKey key = keys.derive(tenant.id(), request.target(), facts);
    Exchange exchange =
        new Exchange(request, format, facts, key, asked, epochs.current(), clock.instant());
    return admitted.way() == Admission.Way.REFRESH
        ? forward(exchange, CacheStatus.request(), null)
        : lookUp(exchange);
  }

  private Outcome lookUp(Exchange exchange) {
    Found found = tiers.find(exchange);
    if (settings.mode() == Mode.OBSERVE) {
      return observe(exchange, found);
    }
    if (found != null && found.usable()) {
      return served(exchange, found);
    }
    if (exchange.asked().onlyIfCached()) {
      events.tell(Kind.BYPASS, "only-if-cached");
      return new Outcome.Served(gatewayTimeout());
    }
    String status =
        found == null ? CacheStatus.miss() : CacheStatus.stale(found.verdict().reason());
    return collapse(exchange, status);
  }

  private Outcome collapse(Exchange exchange, String status) {
    if (!exchange.request().collapsible()) {
      return forward(exchange, status, null);
    }
    WaitingRequest waiting = new WaitingRequest(exchange, status, this, backing);
    long invalidated = epochs.lastOf(exchange.key(), exchange.facts().model());
    Flight flight = collapser.enter(exchange.key(), exchange.epoch(), invalidated, waiting);
    if (flight == null) {
      return waiting.outcome();
    }
    // whoever led before may have stored the answer between our look-up and our turn
    Found meanwhile = tiers.findNear(exchange);
    if (meanwhile != null && meanwhile.usable()) {
      flight.serve(meanwhile.reply());
      return served(exchange, meanwhile);
    }
    return forward(exchange, status, flight);
  }

  private Outcome served(Exchange exchange, Found found) {
    tell(Kind.HIT, found.tier().label(), found.reply());
    String status = CacheStatus.hit(found.verdict().left(), found.tier().label());
    return new Outcome.Served(Player.play(found.reply(), status, exchange.began()));
  }

  private Outcome observe(Exchange exchange, @Nullable Found found) {
    if (found != null && found.usable()) {
      tell(Kind.WOULD_HIT, found.tier().label(), found.reply());
    }
    return forward(exchange, CacheStatus.bypass("observe"), null);
  }

  /** The answer to another's call, for a request that waited for it. */
  Outcome collapsed(StoredReply reply) {
    tell(Kind.COLLAPSED, "waited", reply);
    return new Outcome.Served(Player.play(reply, CacheStatus.collapsed(), clock.instant()));
  }

  Outcome forward(Exchange exchange, String status, @Nullable Flight flight) {
    events.tell(Kind.MISS, "");
    return new Outcome.Forward(new ExchangeLease(exchange, status, flight, backing));
  }

  private Outcome bypass(String why) {
    return new Outcome.Forward(bypassed(why));
  }

  /** The lease of a call that the cache keeps out of. */
  public Lease bypassed(String why) {
    events.tell(Kind.BYPASS, why);
    return new BypassLease(why);
  }

  private void tell(Kind kind, String detail, StoredReply reply) {
    events.tell(
        new CacheEvent(kind, detail, reply.model(), reply.usage(), reply.took().toMillis()));
  }

  private static Reply gatewayTimeout() {
    String text =
        "{\"error\":{\"message\":\"Nothing is stored for this request, and it says only-if-cached.\","
            + "\"type\":\"llmcache\",\"code\":\"only_if_cached\"}}";
    Headers headers =
        Headers.of("Content-Type", "application/json")
            .plus("Cache-Control", "no-store")
            .plus(CacheStatus.FIELD, CacheStatus.onlyIfCached());
    return new Reply(504, headers, new ReplyBody.Whole(text.getBytes(UTF_8)));
  }
}
