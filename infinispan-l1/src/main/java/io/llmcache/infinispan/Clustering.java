package io.llmcache.infinispan;

import io.llmcache.settings.Settings;

/** What {@code llmcache.cluster} says. */
enum Clustering {
  /** As the server's container is. */
  AUTO,
  OFF,
  /** A manager of the deployment's own joins the cluster of a JGroups configuration. */
  OWN;

  static Clustering of(Settings settings) {
    return switch (settings.near().cluster()) {
      case "auto" -> AUTO;
      case "off" -> OFF;
      default -> OWN;
    };
  }
}
