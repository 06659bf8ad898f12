package io.llmcache.internal.seal;

import io.llmcache.settings.Settings;
import io.llmcache.settings.SettingsException;
import io.llmcache.spi.ResponseStore;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * How entries leave the process, by the settings: encrypted where there is a key file, else signed
 * where there is a secret, else as they are. Thread-safe.
 */
public final class Sealing {

  private final @Nullable KeyFile file;
  private final @Nullable Seal seal;

  private Sealing(@Nullable KeyFile file, @Nullable Seal seal) {
    this.file = file;
    this.seal = seal;
  }

  /**
   * Reads the key file, if there is one.
   *
   * @param signingKey derived from the secret; null: there is none
   * @throws SettingsException naming file, line and remedy
   */
  public static Sealing of(Settings settings, byte @Nullable [] signingKey) {
    Path path = settings.encryptionKeyFile();
    if (path != null) {
      KeyFile file = new KeyFile(path);
      return new Sealing(file, new Encryption(file::keys, settings.namespace()));
    }
    Seal signing = signingKey == null ? null : new Signing(signingKey, settings.namespace());
    return new Sealing(null, signing);
  }

  /**
   * The store as the engine is to use it: one that keeps to the process, or any where nothing is to
   * be sealed, as it is.
   *
   * @param fault told of each entry that cannot be opened: the tier's label with {@code -seal}, why
   */
  public ResponseStore over(
      ResponseStore store, String label, BiConsumer<String, Exception> fault) {
    return seal == null || !store.leavesProcess()
        ? store
        : new SealedStore(store, seal, why -> fault.accept(label + "-seal", why));
  }

  /** Whether there is a key file, which may change. */
  public boolean rotates() {
    return file != null;
  }

  /**
   * Reads the key file again; blocks for the file system. If there is anything wrong with it the
   * keys that hold stay.
   *
   * @return whether it has changed
   * @throws SettingsException naming file, line and remedy
   */
  public boolean refresh() {
    return file != null && file.refresh();
  }

  /** The ids of the keys that hold, that which writes first; empty without a key file. */
  public List<String> keyIds() {
    return file == null ? List.of() : file.keys().ids();
  }
}
