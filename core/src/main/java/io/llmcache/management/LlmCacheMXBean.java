package io.llmcache.management;

import java.util.Date;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One deployment's cache in JMX, under {@code io.llmcache:type=LlmCache,deployment=shop.war}. Every
 * type is one that any JMX client has. Figures are of this node since the deployment started, and
 * only grow. Nothing here holds a prompt, an answer or a credential. Wrong arguments are an {@link
 * IllegalArgumentException} that says what is right.
 */
@Description("The LLM response cache of one deployment: figures, settings and invalidation")
public interface LlmCacheMXBean {

  /** What holds now, in the words of the start-up line. */
  @Description("Mode, tiers, answers by meaning, lifetimes, tenant mode and namespace in one line")
  String getDescription();

  /** False once the deployment has ended. */
  @Description("False once the deployment has ended")
  boolean isRunning();

  /** {@code serve}, {@code observe} or {@code off}. */
  @Description("serve; observe: store and count, serve nothing; off")
  String getMode();

  /** What an administrator should know, in whole sentences; empty where all is well. */
  @Description("What an administrator should know; empty where all is well")
  String[] getWarnings();

  /** Each tier's store and whether it is up, by tier: {@code l1}, {@code l2}. */
  @Description("Each tier's store, and whether it is up or since when it is down")
  Map<String, String> getTiers();

  /** When counting began. */
  @Description("When counting began")
  Date getSince();

  /** From 0 to 1, see {@link io.llmcache.CacheStatistics#hitRatio}. */
  @Description("Share of the requests looked up that were answered without a call, 0 to 1")
  double getHitRatio();

  /** By tier, {@code l1} and {@code l2}, and {@code semantic} for those by meaning. */
  @Description("Answers served: equal requests by tier (l1, l2), and by meaning (semantic)")
  Map<String, Long> getHits();

  /** In mode observe: what would have been hits. */
  @Description("In mode observe: what would have been served, by tier or semantic")
  Map<String, Long> getWouldBeHits();

  /** Requests that went to the provider since nothing usable was stored. */
  @Description("Requests that went to their provider because nothing usable was stored")
  long getMisses();

  /** Requests that the cache kept out of, by reason. */
  @Description("Requests that the cache kept out of, by reason")
  Map<String, Long> getBypasses();

  /** Answers that were stored. */
  @Description("Answers that were stored")
  long getStored();

  /** Answers that were not stored, by reason. */
  @Description("Answers that were not stored, by reason")
  Map<String, Long> getNotStored();

  /** Stale answers that were served, by reason. */
  @Description("Stale answers that were served, by reason")
  Map<String, Long> getStale();

  /** Requests that were answered with another caller's answer to an equal request. */
  @Description("Requests that got the answer to an equal request in flight")
  long getCollapsed();

  /** How often a stored question was near enough and refused, by guard. */
  @Description("How often a stored question was near enough and refused, by guard")
  Map<String, Long> getVetoes();

  /** Questions that were not answered by meaning, by reason. */
  @Description("Questions that were not answered by meaning, by reason")
  Map<String, Long> getNotMatched();

  /** What failed, by where. The cache goes on without it; callers do not notice. */
  @Description("What failed inside the cache, by where: l1, l2, embedder ..; callers go on")
  Map<String, Long> getFaults();

  /** Tokens that providers did not have to read. */
  @Description("Prompt tokens that providers did not have to read")
  long getPromptTokensSaved();

  /** Tokens that providers did not have to write. */
  @Description("Completion tokens that providers did not have to write")
  long getCompletionTokensSaved();

  /** In the currency of {@code llmcache.token-prices}; 0 where no prices are set. */
  @Description("What the saved tokens would have cost, by llmcache.token-prices; 0 without them")
  double getMoneySaved();

  /** How long the served answers took when their providers gave them. */
  @Description("How long the served answers took when their providers gave them, in milliseconds")
  long getMillisSaved();

  /** The figures of answers by meaning in one line; empty where there are none. */
  @Description("The figures of answers by meaning in one line; empty where there are none")
  String getSemanticReport();

  /**
   * Why the last requests went as they did that were to be explained, the newest first, each one
   * line of JSON: those whose callers asked, and all misses where {@code llmcache.explain-sample}
   * says so. At most 64.
   */
  @Description("Why the last requests that were to be explained went as they did, in JSON")
  String[] getExplanations();

  /** What can be changed while the cache runs: the value in force by key. */
  @Description("What can be changed while the cache runs, with the value in force")
  Map<String, String> getSettings();

  /** What was changed while the cache ran and not taken back, by key. */
  @Description("What was changed while the cache ran, and not reset")
  Map<String, String> getChanges();

  /**
   * From now on the value holds, on this node alone and until the deployment ends.
   *
   * @param key one of {@link #getSettings}, or a key of a method
   * @param value as it would be configured
   */
  @Description("Sets a value until the deployment ends, on this node alone")
  void change(
      @Description(name = "key", value = "such as llmcache.cache-ttl") String key,
      @Description(name = "value", value = "as it would be configured") String value);

  /** What is configured holds again. */
  @Description("Takes a change back: what is configured holds again")
  void reset(@Description(name = "key", value = "such as llmcache.cache-ttl") String key);

  /**
   * Stored answers are not served any more: on this node at once, on others that share the tier
   * within five seconds.
   *
   * @param kind {@code all}, {@code namespace}, {@code model}, {@code tag}, {@code tenant} or
   *     {@code key}
   * @param name the model, the tag, the tenant or the key in hexadecimal; empty or null for the
   *     first two
   */
  @Description("Stored answers are not served any more, on any node that shares the tier")
  void invalidate(
      @Description(name = "kind", value = "all, namespace, model, tag, tenant or key") String kind,
      @Description(
              name = "name",
              value = "the model, tag, tenant or key; empty for all and namespace")
          @Nullable String name);

  /**
   * Stored answers are invalidated, and then their bytes are taken away from both tiers; with them
   * goes what was invalidated before, what this node cannot read, and all explanations. Reads every
   * entry; blocks until it is done, at most for a minute.
   *
   * @param kind as for {@link #invalidate}
   * @param name as for {@link #invalidate}
   * @return how many were taken away, by tier
   * @throws IllegalStateException if a tier cannot be reached: call it again then
   */
  @Description("Stored answers are taken away from both tiers; says how many, by tier")
  Map<String, Long> erase(
      @Description(name = "kind", value = "all, namespace, model, tag, tenant or key") String kind,
      @Description(
              name = "name",
              value = "the model, tag, tenant or key; empty for all and namespace")
          @Nullable String name);

  /**
   * What {@link #erase} and {@link #invalidate} call the tenant of a principal, or of the value of
   * the header that {@code llmcache.tenant} names. Not for credentials, which are nobody's to pass
   * around: {@link #getExplanations} names the tenant of one.
   *
   * @param name of the principal, or the header's value; it is not logged here
   */
  @Description("What erase calls the tenant of a principal or a header's value; no credentials")
  String tenantNamed(
      @Description(name = "name", value = "of the principal, or the header's value") String name);

  /**
   * Reads the file with the encryption keys again, which also happens by itself every ten seconds.
   *
   * @return the ids of the keys that hold, that which writes first; empty without such a file
   */
  @Description("Reads the file with the encryption keys again; the ids of those that hold")
  String[] reloadKeys();

  /**
   * How many answers {@link #invalidate} would take away, by tier. Reads every entry of both tiers;
   * blocks until it has, at most for a minute.
   *
   * @throws IllegalStateException if a tier cannot be read
   */
  @Description("How many answers invalidate would take away, by tier; reads every entry")
  Map<String, Long> count(
      @Description(name = "kind", value = "all, namespace, model, tag, tenant or key") String kind,
      @Description(
              name = "name",
              value = "the model, tag, tenant or key; empty for all and namespace")
          @Nullable String name);
}
