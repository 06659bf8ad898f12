package io.llmcache.internal.engine;

import io.llmcache.internal.key.Tenants;
import io.llmcache.spi.CacheKey;
import io.llmcache.spi.Invalidation;
import io.llmcache.spi.StoredReply;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * This node's copy of the epochs: for each invalidated scope the number of its last invalidation.
 * An entry carries the number that was current when its upstream call began, and is refused once a
 * scope that covers it has a later one: so a call in flight cannot bring back what was invalidated
 * meanwhile. Thread-safe; nothing blocks.
 */
public final class Epochs {

  public static final String ALL = "all";
  public static final String NAMESPACE = "ns";

  /** Raised with each erasing: what is invalidated by then is to be taken away, too. */
  static final String ERASED = "erased";

  private static final String TENANT = "tenant:";

  /** Begins a pair of questions that are no match: not an invalidation, but kept as one. */
  static final String PAIR = "pair:";

  private volatile State state = new State(0, Map.of(), 0, 0);

  /** The number that an entry gets whose upstream call begins now. */
  long current() {
    return state.current();
  }

  /** The last invalidation of anything that covers the answer to this exchange; 0: none. */
  long lastOf(Exchange exchange) {
    String tenant = state.anyTenant() == 0 ? "" : Tenants.shown(exchange.tenant());
    return lastOf(exchange.key(), exchange.facts().model(), exchange.tags(), tenant);
  }

  /** The last invalidation of anything that covers this entry; 0 if there was none. */
  long lastOf(CacheKey key, StoredReply reply) {
    return lastOf(key, reply.model(), reply.tags(), reply.tenant());
  }

  /**
   * @param tenant empty: it may be any
   */
  long lastOf(CacheKey key, String model, List<String> tags, String tenant) {
    State now = state;
    Map<String, Long> table = now.table();
    if (table.isEmpty()) {
      return 0;
    }
    long last = Math.max(table.getOrDefault(ALL, 0L), table.getOrDefault(NAMESPACE, 0L));
    last = Math.max(last, table.getOrDefault(model(model), 0L));
    for (String tag : tags) {
      last = Math.max(last, table.getOrDefault(tag(tag), 0L));
    }
    last =
        Math.max(last, tenant.isEmpty() ? now.anyTenant() : table.getOrDefault(tenant(tenant), 0L));
    return Math.max(last, table.getOrDefault(key(key), 0L));
  }

  /** Whether the scope was ever raised. */
  boolean has(String scope) {
    return state.table().containsKey(scope);
  }

  /** With which number the scope was raised last; 0: never. */
  long numberOf(String scope) {
    return state.table().getOrDefault(scope, 0L);
  }

  /** How many pairs there are. */
  int pairs() {
    return state.pairs();
  }

  /** Invalidates the scopes on this node, and says with which number. */
  synchronized long raise(Set<String> scopes) {
    long next = state.current() + 1;
    Map<String, Long> raised = new HashMap<>();
    scopes.forEach(scope -> raised.put(scope, next));
    merge(raised);
    return next;
  }

  /**
   * Takes over what the shared table knows; numbers only grow.
   *
   * @return the scopes whose news came late: the numbers are not above what this node has given
   *     entries meanwhile, so that they do not cover those
   */
  synchronized Set<String> merge(Map<String, Long> numbers) {
    long known = state.current();
    long current = known;
    Map<String, Long> table = new HashMap<>(state.table());
    Set<String> late = new HashSet<>();
    for (Map.Entry<String, Long> entry : numbers.entrySet()) {
      String scope = entry.getKey();
      long number = entry.getValue();
      if (number > table.getOrDefault(scope, 0L)) {
        table.put(scope, number);
        current = Math.max(current, number);
        if (number <= known && !scope.startsWith(PAIR)) {
          late.add(scope);
        }
      }
    }
    int pairs = (int) table.keySet().stream().filter(scope -> scope.startsWith(PAIR)).count();
    long anyTenant =
        table.entrySet().stream()
            .filter(entry -> entry.getKey().startsWith(TENANT))
            .mapToLong(Map.Entry::getValue)
            .max()
            .orElse(0);
    state = new State(current, Map.copyOf(table), pairs, anyTenant);
    return late;
  }

  /** All scopes that were ever raised, as far as this node knows. */
  Set<String> scopes() {
    return state.table().keySet();
  }

  /** The scopes of which the table knows less than this node does. */
  Set<String> missingIn(Map<String, Long> numbers) {
    return state.table().entrySet().stream()
        .filter(known -> numbers.getOrDefault(known.getKey(), 0L) < known.getValue())
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The scope of an invalidation. */
  public static String scope(Invalidation what) {
    return switch (what.kind()) {
      case KEY -> "key:" + what.value();
      case MODEL -> model(what.value());
      case TAG -> tag(what.value());
      case TENANT -> tenant(what.value());
      case NAMESPACE -> NAMESPACE;
      case ALL -> ALL;
    };
  }

  public static String model(String model) {
    return "model:" + model;
  }

  public static String tenant(String tenant) {
    return TENANT + tenant;
  }

  public static String tag(String tag) {
    return "tag:" + tag;
  }

  public static String key(CacheKey key) {
    return "key:" + key.hex();
  }

  /**
   * @param anyTenant the last number of any tenant's
   */
  private record State(long current, Map<String, Long> table, int pairs, long anyTenant) {}
}
