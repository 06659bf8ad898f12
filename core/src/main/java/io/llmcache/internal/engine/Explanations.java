package io.llmcache.internal.engine;

import io.llmcache.exchange.Headers;
import io.llmcache.exchange.WayIn;
import io.llmcache.internal.key.PartHashes;
import io.llmcache.internal.key.Tenants;
import io.llmcache.settings.Configuration;
import io.llmcache.settings.Explain;
import io.llmcache.spi.Explanation;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Explains exchanges to those who ask: notes of those that are to be explained, the last of which
 * are kept, and hashes of the requests whose answers were stored of late, to compare with.
 * Thread-safe; never blocks.
 */
public final class Explanations {

  private static final int KEPT = 64;
  private static final int STORED = 256;

  /** Requests that are longer are not hashed when their answer is stored: it would be felt. */
  private static final int LONGEST = 1 << 20;

  private static final String TENANT = "tenant";
  private static final String FORMAT = "format";

  private final Configuration configuration;
  private final Events events;
  private final PartHashes hashes = new PartHashes();
  private final String namespace;
  private final InstantSource clock;
  private final ArrayDeque<Account> last = new ArrayDeque<>();
  private final ArrayDeque<Map<String, String>> stored = new ArrayDeque<>();

  Explanations(Configuration configuration, Events events, InstantSource clock) {
    this.clock = clock;
    this.configuration = configuration;
    this.events = events;
    this.namespace = configuration.settings().namespace();
  }

  /** Null: the exchange is not to be explained, as most are not. */
  @Nullable Account of(WayIn wayIn, Headers headers) {
    Explain settings = configuration.settings().explain();
    boolean asked = asks(wayIn, headers, settings);
    return asked || settings.sample() == Explain.Sample.MISSES
        ? new Account(this, asked, wayIn, clock.instant())
        : null;
  }

  /** An adapter takes the field away from a caller that lacks the role. */
  private static boolean asks(WayIn wayIn, Headers headers, Explain settings) {
    String field = headers.first(Account.FIELD);
    if (field == null || !(field.strip().equals("1") || field.strip().equalsIgnoreCase("true"))) {
      return false;
    }
    boolean own = wayIn == WayIn.CLIENT || wayIn == WayIn.METHOD;
    return own || settings.access() != Explain.Access.OFF;
  }

  /** Notes what the key of the exchange is made of. */
  void keyed(Account account, Exchange exchange) {
    account.keyed(
        Tenants.shown(exchange.tenant()),
        exchange.key().hex().substring(0, 12),
        account.isAsked() ? parts(exchange) : Map.of());
  }

  /** A call is made for the exchange: compares it with those before. */
  void forwarded(Exchange exchange) {
    Account account = exchange.account();
    if (account != null) {
      if (account.parts().isEmpty()) {
        account.made(parts(exchange));
      }
      account.forwarded();
    }
  }

  private Map<String, String> parts(Exchange exchange) {
    return hashes.of(namespace, exchange.tenant(), exchange.request().target(), exchange.facts());
  }

  /** The answer to the exchange was stored: later ones are compared with it. */
  void stored(Exchange exchange) {
    Account account = exchange.account();
    if (exchange.facts().canonical().length <= LONGEST) {
      try {
        Map<String, String> parts = account == null ? parts(exchange) : account.parts();
        synchronized (stored) {
          add(stored, parts, STORED);
        }
      } catch (RuntimeException e) {
        events.fault("explain", e);
      }
    }
    if (account != null) {
      account.stored();
    }
  }

  /**
   * Which parts differ from the nearest request whose answer was stored of late.
   *
   * @return null: none is near
   */
  @Nullable Nearest nearest(Map<String, String> parts) {
    List<Map<String, String>> known;
    synchronized (stored) {
      known = new ArrayList<>(stored);
    }
    List<String> own = null;
    List<String> others = null;
    for (Map<String, String> other : known) {
      if (!same(FORMAT, parts, other)) {
        continue;
      }
      List<String> differing = PartHashes.differing(parts, other);
      boolean near = differing.size() * 2 <= Math.max(parts.size(), other.size());
      if (near && same(TENANT, parts, other)) {
        own = fewer(own, differing);
      } else if (near) {
        others = fewer(others, differing);
      }
    }
    boolean elsewhere = others != null && (own == null || others.size() < own.size());
    return own == null && !elsewhere ? null : new Nearest(own, elsewhere ? others : null);
  }

  private static boolean same(String name, Map<String, String> one, Map<String, String> other) {
    return one.getOrDefault(name, "").equals(other.get(name));
  }

  private static List<String> fewer(@Nullable List<String> one, List<String> other) {
    return one == null || other.size() < one.size() ? List.copyOf(other) : one;
  }

  /** An exchange waits for its answer's end: whoever reads on sees it so far. */
  void pending(Account account) {
    if (account.list()) {
      synchronized (last) {
        add(last, account, KEPT);
      }
    }
  }

  /** An exchange is over that made no call. */
  void over(Account account) {
    if (account.isAsked()) {
      pending(account);
      told(account);
    }
  }

  void told(Account account) {
    events.tell(account.explanation());
  }

  /** The last exchanges that were explained, the newest first. */
  public List<Explanation> last() {
    List<Account> accounts;
    synchronized (last) {
      accounts = new ArrayList<>(last);
    }
    return accounts.stream().map(Account::explanation).toList();
  }

  /** Nothing is known of what was before. */
  public void forget() {
    synchronized (last) {
      last.clear();
    }
    synchronized (stored) {
      stored.clear();
    }
  }

  private static <T> void add(ArrayDeque<T> ring, T element, int most) {
    ring.addFirst(element);
    if (ring.size() > most) {
      ring.removeLast();
    }
  }

  /**
   * The parts that differ.
   *
   * @param own from the nearest request of the same tenant; null: none is near
   * @param others from one of another tenant that is nearer; else null
   */
  record Nearest(@Nullable List<String> own, @Nullable List<String> others) {}
}
