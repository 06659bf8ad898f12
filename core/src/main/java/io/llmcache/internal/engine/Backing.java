package io.llmcache.internal.engine;

import io.llmcache.internal.policy.StoragePolicy;
import io.llmcache.settings.Settings;
import java.time.InstantSource;

/** What leases need of the engine. */
record Backing(
    Settings settings,
    StoragePolicy storage,
    TieredLookup tiers,
    Events events,
    Timer timer,
    InstantSource clock) {}
