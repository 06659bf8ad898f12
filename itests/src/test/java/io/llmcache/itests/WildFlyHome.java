package io.llmcache.itests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The folder of a WildFly of a test's own, which it may change. */
record WildFlyHome(Path folder) {

  private static final long CLI_SECONDS = 120;

  /**
   * A new copy of the server that the build unpacked. What a server never writes is linked, so that
   * it takes no time and no space.
   */
  static WildFlyHome copy(String name) {
    Path original = Path.of(System.getProperty("tests.jboss.home"));
    Path copy = Server.target().resolve(name);
    try {
      Folders.delete(copy);
      Folders.link(original.resolve("bin"), copy.resolve("bin"));
      Folders.link(original.resolve("modules"), copy.resolve("modules"));
      Files.createLink(copy.resolve("jboss-modules.jar"), original.resolve("jboss-modules.jar"));
      for (String part : List.of("configuration", "deployments", "lib")) {
        Folders.copy(
            original.resolve("standalone").resolve(part), copy.resolve("standalone/" + part));
      }
      return new WildFlyHome(copy);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Unpacks an archive over it. */
  void unpack(Path zip) {
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        Path target = folder.resolve(entry.getName());
        if (entry.isDirectory()) {
          Files.createDirectories(target);
        } else {
          Files.copy(in, target);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs scripts one after the other, as an administrator does, with the server stopped. */
  void cli(String... scripts) {
    Path script = write("test.cli", String.join("\n", scripts));
    try {
      Path output = folder.resolve("test-cli.txt");
      Process process =
          new ProcessBuilder("bash", "bin/jboss-cli.sh", "--no-color-output", "--file=" + script)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      process.getOutputStream().close();
      boolean ended = process.waitFor(CLI_SECONDS, TimeUnit.SECONDS);
      if (!ended || process.exitValue() != 0) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        throw new AssertionError(Files.readString(script) + " failed: " + Files.readString(output));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** standalone.xml as it is now. */
  String configuration() {
    return read("standalone/configuration/standalone.xml");
  }

  /** A text file in it. */
  String read(String path) {
    try {
      return Files.readString(folder.resolve(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a text file into it. */
  Path write(String path, String text) {
    try {
      return Files.writeString(folder.resolve(path), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
