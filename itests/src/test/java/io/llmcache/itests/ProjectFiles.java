package io.llmcache.itests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Files of the project by their names. */
final class ProjectFiles {

  private static final Path ROOT = Path.of(System.getProperty("tests.root"));
  private static final Map<String, Path> SOURCES = sources();

  private ProjectFiles() {}

  static String page(String page) {
    return read(ROOT.resolve("docs").resolve(page));
  }

  /** The source of a class of tests, or an empty text. */
  static String source(String name) {
    Path file = SOURCES.get(name);
    return file == null ? "" : read(file);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Path> sources() {
    Map<String, Path> files = new TreeMap<>();
    try (Stream<Path> modules = Files.list(ROOT)) {
      for (Path folder : modules.map(module -> module.resolve("src/test/java")).toList()) {
        if (Files.isDirectory(folder)) {
          try (Stream<Path> found = Files.walk(folder)) {
            found.forEach(
                file -> files.put(file.getFileName().toString().replace(".java", ""), file));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }
}
