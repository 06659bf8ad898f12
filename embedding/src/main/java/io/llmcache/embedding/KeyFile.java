package io.llmcache.embedding;

import io.llmcache.settings.SettingKey;
import io.llmcache.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads a file that holds an API key. */
final class KeyFile {

  private KeyFile() {}

  /**
   * The key; null if there is no file.
   *
   * @throws SettingsException if it cannot be read, or holds no key
   */
  static @Nullable String read(@Nullable Path file, SettingKey setting) {
    if (file == null) {
      return null;
    }
    String said = "%s = \"%s\": ".formatted(setting.key(), file);
    String key;
    try {
      key = Files.readString(file).strip();
    } catch (IOException e) {
      throw new SettingsException(
          said
              + "the file cannot be read ("
              + e.getClass().getSimpleName()
              + "). It holds the key alone, and the server's user may read it.");
    }
    if (!key.matches("[!-~]+")) {
      throw new SettingsException(
          said + "the file holds no key. It holds the key alone, in ASCII.");
    }
    return key;
  }
}
