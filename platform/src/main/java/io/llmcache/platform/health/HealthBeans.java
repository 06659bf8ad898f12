package io.llmcache.platform.health;

import io.llmcache.platform.Present;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;

/** Gives a deployment the health check as a bean, where there is MicroProfile Health. */
public final class HealthBeans implements Extension {

  static final String NEEDED = "org.eclipse.microprofile.health.HealthCheck";

  void add(@Observes AfterBeanDiscovery discovered) {
    if (Present.has(NEEDED)) {
      ReadinessCheck.addTo(discovered);
    }
  }
}
