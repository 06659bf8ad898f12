package io.llmcache.platform.health;

import io.llmcache.LlmCache;
import io.llmcache.platform.TierStates;

record RunningCache(LlmCache cache, String deployment, TierStates tiers) {}
