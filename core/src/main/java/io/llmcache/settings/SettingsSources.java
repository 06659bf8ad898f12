package io.llmcache.settings;

import java.util.List;

/**
 * Places that a platform has for settings, such as MicroProfile Config. Found by {@link
 * java.util.ServiceLoader}; asked once, when a deployment's cache is made. They come after system
 * properties and the environment, and before what the deployment itself brings.
 */
public interface SettingsSources {

  /** In order of precedence; empty where the platform has none. */
  List<SettingsSource> of(ClassLoader deployment);
}
