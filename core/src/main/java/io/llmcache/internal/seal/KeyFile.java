package io.llmcache.internal.seal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.llmcache.settings.SettingKey;
import io.llmcache.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The file with the encryption keys, and what it said when it was last right. Thread-safe. */
final class KeyFile {

  private static final long MOST_BYTES = 1 << 16;

  private final Path path;
  private byte[] read;
  private volatile KeyRing keys;

  /**
   * Reads it.
   *
   * @throws SettingsException naming file, line and remedy
   */
  KeyFile(Path path) {
    this.path = path;
    this.read = bytes();
    this.keys = parsed(read);
  }

  /** The keys that hold now. */
  KeyRing keys() {
    return keys;
  }

  /**
   * Reads it again; blocks for the file system. The keys that hold stay if there is anything wrong.
   *
   * @return whether it has changed
   * @throws SettingsException naming file, line and remedy
   */
  synchronized boolean refresh() {
    byte[] now = bytes();
    if (Arrays.equals(now, read)) {
      return false;
    }
    keys = parsed(now);
    read = now;
    return true;
  }

  private KeyRing parsed(byte[] bytes) {
    return KeyRing.of(path.toString(), List.of(new String(bytes, US_ASCII).split("\r?\n")));
  }

  private byte[] bytes() {
    try {
      if (Files.size(path) > MOST_BYTES) {
        throw wrong("it is larger than " + MOST_BYTES + " bytes, so it is no key file", null);
      }
      byte[] bytes = Files.readAllBytes(path);
      if (isOpenToAll()) {
        throw wrong(
            "every user of this machine may read it. Take that away (chmod o-rwx; for a secret in"
                + " Kubernetes: defaultMode 0440)",
            null);
      }
      return bytes;
    } catch (IOException e) {
      throw wrong(
          "the file cannot be read (%s). Make it readable for the server, or remove the key"
              .formatted(e.getClass().getSimpleName()),
          e);
    }
  }

  /** Where files have no such permissions, nobody knows. */
  private boolean isOpenToAll() throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
    if (view == null) {
      return false;
    }
    Set<PosixFilePermission> may = view.readAttributes().permissions();
    return may.contains(PosixFilePermission.OTHERS_READ)
        || may.contains(PosixFilePermission.OTHERS_WRITE);
  }

  private SettingsException wrong(String what, @Nullable Throwable cause) {
    SettingsException wrong =
        new SettingsException(
            "%s = \"%s\": %s.".formatted(SettingKey.ENCRYPTION_KEY_FILE.key(), path, what));
    if (cause != null) {
      wrong.initCause(cause);
    }
    return wrong;
  }
}
