package io.llmcache.benchmarks;

import java.util.Locale;

/**
 * What the shared tier of a fleet needs, from figures of one entry and one look-up: memory,
 * traffic, shards, price. Plain multiplication, so that each input can be doubted and changed.
 *
 * @param load what the fleet does
 * @param costs what one entry and one look-up cost, measured
 * @param prices what machines and provider calls cost, assumed
 */
public record FleetCost(Load load, Costs costs, Prices prices) {

  private static final double GIB = 1L << 30;
  private static final double HOURS_A_MONTH = 730;
  private static final double SECONDS_A_MONTH = HOURS_A_MONTH * 3_600;

  /**
   * What the fleet does.
   *
   * @param nodes application servers
   * @param entries in the shared tier
   * @param meant the share of entries that can be found by meaning
   * @param requestsPerMinute of all nodes
   * @param nearHits the share of requests that the node's own tier answers
   * @param sharedHits the share that the shared tier answers by exact key
   * @param meaningHits the share that the shared tier answers by meaning
   */
  public record Load(
      int nodes,
      long entries,
      double meant,
      double requestsPerMinute,
      double nearHits,
      double sharedHits,
      double meaningHits) {

    public Load {
      if (nearHits + sharedHits + meaningHits > 1) {
        throw new IllegalArgumentException(
            "the shares of hits are more than all requests: %s + %s + %s"
                .formatted(nearHits, sharedHits, meaningHits));
      }
    }

    /** The share of requests that go to the provider. */
    double misses() {
      return 1 - nearHits - sharedHits - meaningHits;
    }

    double perSecond() {
      return requestsPerMinute / 60;
    }
  }

  /**
   * What was measured.
   *
   * @param exactBytes an entry takes in Redis
   * @param meantBytes one takes that is found by meaning, with its share of the index
   * @param searchMicros of the server's time for a search of the index
   * @param replyBytes on the wire from Redis
   */
  public record Costs(
      double exactBytes, double meantBytes, double searchMicros, double replyBytes) {}

  /**
   * What is assumed.
   *
   * @param shardGib of memory on one shard
   * @param fill how much of it is filled, the rest is for forks, buffers and growth
   * @param callsPerShard simple commands that a shard answers in a second
   * @param shardPerHour price of a shard
   * @param replicas of each shard
   * @param providerCall price of one call to the provider
   */
  public record Prices(
      double shardGib,
      double fill,
      double callsPerShard,
      double shardPerHour,
      int replicas,
      double providerCall) {}

  public double memoryGib() {
    double meant = load.entries() * load.meant();
    return (meant * costs.meantBytes() + (load.entries() - meant) * costs.exactBytes()) / GIB;
  }

  /** Look-ups by key: what the near tier did not answer. */
  public double getsPerSecond() {
    return load.perSecond() * (1 - load.nearHits());
  }

  /** Searches by meaning: what no key answered, of requests that have a question. */
  public double searchesPerSecond() {
    return load.perSecond() * (1 - load.nearHits() - load.sharedHits()) * load.meant();
  }

  /**
   * Each miss is stored: one write for the entry and, where it has a question, one for the index.
   */
  public double writesPerSecond() {
    return load.perSecond() * load.misses() * (1 + load.meant());
  }

  /** To and from Redis, in MiB a second: replies that hit, entries that are written. */
  public double mebibytesPerSecond() {
    double hits = load.perSecond() * (load.sharedHits() + load.meaningHits());
    double writes = load.perSecond() * load.misses();
    return (hits + writes) * costs.replyBytes() / (1 << 20);
  }

  public int shardsForMemory() {
    return (int) Math.ceil(memoryGib() / (prices.shardGib() * prices.fill()));
  }

  /** Each search is answered by one shard at a time; half of a shard's time is kept free. */
  public int shardsForWork() {
    double simple = (getsPerSecond() + writesPerSecond()) / prices.callsPerShard();
    double searching = searchesPerSecond() * costs.searchMicros() / 1e6;
    return (int) Math.ceil(2 * (simple + searching));
  }

  public int shards() {
    return Math.max(shardsForMemory(), shardsForWork());
  }

  public double redisPerMonth() {
    return shards() * (1 + prices.replicas()) * prices.shardPerHour() * HOURS_A_MONTH;
  }

  public double savedPerMonth() {
    return load.perSecond() * (1 - load.misses()) * SECONDS_A_MONTH * prices.providerCall();
  }

  /** 1,000 nodes, 100 million entries, a million requests a minute; the costs as measured. */
  static FleetCost example(Costs costs) {
    return new FleetCost(
        new Load(1_000, 100_000_000, 0.5, 1_000_000, 0.25, 0.25, 0.1),
        costs,
        new Prices(64, 0.6, 50_000, 0.9, 1, 0.002));
  }

  /**
   * The costs in the results of a run.
   *
   * @throws IllegalArgumentException if the run lacks one of them
   */
  static Costs costs(Results results) {
    double exact = results.value("bytes", "entry in Redis, reply of 2 KB");
    return new Costs(
        exact,
        results.value("bytes", "entry in Redis with its share of the index"),
        results.rivalValue("redis-search", "look-up by meaning in Redis, 20,000 entries"),
        exact);
  }

  String table() {
    StringBuilder table = new StringBuilder("| | |\n| --- | ---: |\n");
    row(table, "nodes", load.nodes());
    row(table, "entries", load.entries());
    row(table, "of them found by meaning", load.meant());
    row(table, "requests a second", load.perSecond());
    row(table, "answered by the near tier", load.nearHits());
    row(table, "answered by the shared tier, by key", load.sharedHits());
    row(table, "answered by the shared tier, by meaning", load.meaningHits());
    row(table, "bytes of an entry (measured)", costs.exactBytes());
    row(
        table,
        "bytes of one found by meaning, with its share of the index (measured)",
        costs.meantBytes());
    row(table, "microseconds of Redis for a search (measured)", costs.searchMicros());
    row(table, "GiB of a shard, filled to " + prices.fill(), prices.shardGib());
    row(table, "simple commands of a shard in a second", prices.callsPerShard());
    row(table, "price of a shard for an hour", prices.shardPerHour());
    row(table, "replicas of each shard", prices.replicas());
    row(table, "price of a provider call", prices.providerCall());
    row(table, "**memory, GiB**", memoryGib());
    row(table, "**look-ups by key a second**", getsPerSecond());
    row(table, "**searches by meaning a second**", searchesPerSecond());
    row(table, "**writes a second**", writesPerSecond());
    row(table, "**traffic of Redis, MiB a second**", mebibytesPerSecond());
    row(table, "**shards for memory**", shardsForMemory());
    row(table, "**shards for work**", shardsForWork());
    row(table, "**price of Redis for a month**", redisPerMonth());
    row(table, "**saved at the provider in a month**", savedPerMonth());
    return table.toString();
  }

  private static void row(StringBuilder table, String name, double value) {
    String format = value >= 10 || value == Math.rint(value) ? "%,.0f" : "%.3f";
    table
        .append("| ")
        .append(name)
        .append(" | ")
        .append(String.format(Locale.ROOT, format, value))
        .append(" |\n");
  }
}
