package io.llmcache.management;

import io.llmcache.LlmCache;
import io.llmcache.TierState;
import io.llmcache.settings.Configuration;
import io.llmcache.settings.SettingKey;
import io.llmcache.settings.SettingsException;
import io.llmcache.spi.CacheEvent.Kind;
import io.llmcache.spi.Explanation;
import io.llmcache.spi.Matches;
import io.llmcache.spi.SemanticReport;
import java.lang.System.Logger.Level;
import java.util.Date;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * What an administrator reads of a cache and does to it, whichever console asks. Every change is
 * logged. Thread-safe; nothing blocks but {@link #count}, {@link #erase} and {@link #reloadKeys}.
 */
public final class Administration implements LlmCacheMXBean {

  private static final System.Logger LOG = System.getLogger("io.llmcache");
  private static final long COUNT_SECONDS = 60;

  private final LlmCache cache;

  public Administration(LlmCache cache) {
    this.cache = cache;
  }

  @Override
  public String getDescription() {
    return cache.description();
  }

  @Override
  public boolean isRunning() {
    return !cache.closed();
  }

  @Override
  public String getMode() {
    return cache.settings().mode().name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String[] getWarnings() {
    return cache.warnings().toArray(new String[0]);
  }

  @Override
  public Map<String, String> getTiers() {
    Map<String, String> tiers = new TreeMap<>();
    for (TierState state : cache.tiers()) {
      tiers.put(state.tier().label(), state.toString());
    }
    return tiers;
  }

  @Override
  public Date getSince() {
    return Date.from(cache.statistics().since());
  }

  @Override
  public double getHitRatio() {
    return cache.statistics().hitRatio();
  }

  @Override
  public Map<String, Long> getHits() {
    return by(Kind.HIT);
  }

  @Override
  public Map<String, Long> getWouldBeHits() {
    return by(Kind.WOULD_HIT);
  }

  @Override
  public long getMisses() {
    return cache.statistics().count(Kind.MISS);
  }

  @Override
  public Map<String, Long> getBypasses() {
    return by(Kind.BYPASS);
  }

  @Override
  public long getStored() {
    return cache.statistics().count(Kind.STORED);
  }

  @Override
  public Map<String, Long> getNotStored() {
    return by(Kind.NOT_STORED);
  }

  @Override
  public Map<String, Long> getStale() {
    return by(Kind.STALE);
  }

  @Override
  public long getCollapsed() {
    return cache.statistics().count(Kind.COLLAPSED);
  }

  @Override
  public Map<String, Long> getVetoes() {
    return by(Kind.VETOED);
  }

  @Override
  public Map<String, Long> getNotMatched() {
    return by(Kind.NO_MATCH);
  }

  @Override
  public Map<String, Long> getFaults() {
    return cache.statistics().faults();
  }

  private Map<String, Long> by(Kind kind) {
    return cache.statistics().byDetail(kind);
  }

  @Override
  public long getPromptTokensSaved() {
    return cache.statistics().promptTokensSaved();
  }

  @Override
  public long getCompletionTokensSaved() {
    return cache.statistics().completionTokensSaved();
  }

  @Override
  public double getMoneySaved() {
    return cache.statistics().moneySaved();
  }

  @Override
  public long getMillisSaved() {
    return cache.statistics().millisSaved();
  }

  @Override
  public String getSemanticReport() {
    SemanticReport report = cache.semanticReport();
    return report == null ? "" : report.toString();
  }

  @Override
  public String[] getExplanations() {
    return cache.explanations().stream().map(Explanation::toJson).toArray(String[]::new);
  }

  @Override
  public Map<String, String> getSettings() {
    Configuration configuration = cache.configuration();
    Map<String, String> settings = new TreeMap<>(configuration.changes());
    for (SettingKey key : Configuration.CHANGEABLE) {
      settings.put(key.key(), configuration.text(key));
    }
    return settings;
  }

  @Override
  public Map<String, String> getChanges() {
    return new TreeMap<>(cache.configuration().changes());
  }

  @Override
  public void change(String key, String value) {
    set(named(key), given(value, "value"));
    LOG.log(Level.INFO, "{0} was changed to \"{1}\" by an administrator.", key, value);
  }

  @Override
  public void reset(String key) {
    set(named(key), null);
    LOG.log(Level.INFO, "{0} was reset by an administrator.", key);
  }

  private void set(String key, @Nullable String value) {
    try {
      cache.configuration().change(key, value);
    } catch (SettingsException e) {
      // whoever asked may not have our classes
      throw new IllegalArgumentException(e.getMessage());
    }
  }

  @Override
  public void invalidate(String kind, @Nullable String name) {
    cache.invalidate(Scopes.of(kind, name));
    LOG.log(Level.INFO, "Stored answers were invalidated by an administrator, by {0}.", kind);
  }

  @Override
  public Map<String, Long> erase(String kind, @Nullable String name) {
    CompletableFuture<Matches> erased = cache.erase(Scopes.of(kind, name));
    LOG.log(Level.INFO, "Stored answers were erased by an administrator, by {0}.", kind);
    return byTier(erased);
  }

  @Override
  public String tenantNamed(String name) {
    String its = given(name, "name");
    if (its.isEmpty()) {
      throw new IllegalArgumentException("Say whose name: it is empty.");
    }
    return cache.tenantNamed(its);
  }

  @Override
  public String[] reloadKeys() {
    try {
      return cache.reloadKeys().toArray(new String[0]);
    } catch (SettingsException e) {
      // whoever asked may not have our classes
      throw new IllegalArgumentException(e.getMessage());
    }
  }

  @Override
  public Map<String, Long> count(String kind, @Nullable String name) {
    return byTier(cache.count(Scopes.of(kind, name)));
  }

  private static Map<String, Long> byTier(CompletableFuture<Matches> coming) {
    try {
      Matches found = coming.get(COUNT_SECONDS, TimeUnit.SECONDS);
      return new TreeMap<>(Map.of("l1", found.near(), "l2", found.shared()));
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "A tier could not be read (" + String.valueOf(e.getCause()) + "). See its state.");
    } catch (TimeoutException e) {
      throw new IllegalStateException("It takes longer than " + COUNT_SECONDS + " seconds.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("It was interrupted.");
    }
  }

  private static String named(@Nullable String key) {
    String name = given(key, "key");
    return name.startsWith(SettingKey.PREFIX) ? name : SettingKey.PREFIX + name;
  }

  private static String given(@Nullable String value, String what) {
    if (value == null) {
      throw new IllegalArgumentException("There is no " + what + ".");
    }
    return value.strip();
  }
}
