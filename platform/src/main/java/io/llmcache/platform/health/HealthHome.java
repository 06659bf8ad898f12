package io.llmcache.platform.health;

import jakarta.enterprise.context.Dependent;

/**
 * A bean that container discovery finds, so that this archive is one of those that all others see:
 * to it belongs the health check, which is added later, and which WildFly looks for from outside.
 */
@Dependent
class HealthHome {}
