package io.llmcache.platform.config;

import io.llmcache.platform.Present;
import io.llmcache.settings.SettingsSource;
import io.llmcache.settings.SettingsSources;
import java.util.List;

/**
 * What MicroProfile Config has for the deployment; nothing where there is no MicroProfile Config.
 */
public final class MicroProfileSettings implements SettingsSources {

  @Override
  public List<SettingsSource> of(ClassLoader deployment) {
    return Present.has("org.eclipse.microprofile.config.ConfigProvider")
        ? ConfigReader.read(deployment)
        : List.of();
  }
}
