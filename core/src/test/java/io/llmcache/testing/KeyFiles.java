package io.llmcache.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/** Files with encryption keys, for tests. */
public final class KeyFiles {

  private KeyFiles() {}

  /** A line of a key file: the key of an id is always the same. */
  public static String line(String id) {
    byte[] key = new byte[32];
    for (int i = 0; i < key.length; i++) {
      key[i] = (byte) (id.hashCode() >> i % 4 * 8 ^ i);
    }
    return id + " " + Base64.getEncoder().encodeToString(key);
  }

  /** Writes a file that only its owner may read, with the keys of these ids. */
  public static Path write(Path file, String... ids) {
    return lines(file, Stream.of(ids).map(KeyFiles::line).toList());
  }

  /** The same with these lines. */
  public static Path lines(Path file, List<String> lines) {
    try {
      Files.write(file, lines);
      return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
