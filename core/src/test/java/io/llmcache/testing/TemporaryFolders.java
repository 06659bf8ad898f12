package io.llmcache.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Folders that a test makes, and takes away. */
public final class TemporaryFolders {

  private TemporaryFolders() {}

  public static Path make(String name) {
    try {
      return Files.createTempDirectory("llmcache-" + name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** With all that is in it. */
  public static void delete(Path folder) {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
