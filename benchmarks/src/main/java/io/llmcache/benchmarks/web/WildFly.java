package io.llmcache.benchmarks.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A WildFly with applications of ours, as it comes but for its ports and its heap. */
final class WildFly implements AutoCloseable {

  private static final long START_SECONDS = 600;
  private static final long STOP_SECONDS = 60;

  private final Process process;
  private final URI uri;

  private WildFly(Process process, URI uri) {
    this.process = process;
    this.uri = uri;
  }

  /**
   * Starts it, and returns once all applications are there.
   *
   * @param home what the build unpacked; stays untouched
   * @param folder for what the server writes; deleted first
   */
  static WildFly start(Path home, Path folder, List<War> wars, String... options)
      throws IOException {
    delete(folder);
    for (String part : List.of("configuration", "deployments", "lib")) {
      copy(home.resolve("standalone").resolve(part), folder.resolve(part));
    }
    for (War war : wars) {
      war.into(folder.resolve("deployments"));
    }
    int http = freePort();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.addAll(
        List.of(
            "-Djava.net.preferIPv4Stack=true",
            "-Djboss.home.dir=" + home,
            "-Djboss.server.base.dir=" + folder,
            "-Djboss.http.port=" + http,
            "-Djboss.https.port=" + freePort(),
            "-Djboss.management.http.port=" + freePort(),
            "-jar",
            home.resolve("jboss-modules.jar").toString(),
            "-mp",
            home.resolve("modules").toString(),
            "org.jboss.as.standalone"));
    Path output = folder.resolve("output.txt");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    WildFly server = new WildFly(process, URI.create("http://127.0.0.1:" + http));
    try {
      server.await(output);
      return server;
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  URI uri() {
    return uri;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void await(Path output) throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (true) {
      String said = Files.readString(output);
      if (said.contains("WFLYSRV0025")) {
        return;
      }
      if (said.contains("WFLYSRV0026") || !process.isAlive() || System.nanoTime() > end) {
        throw new IOException("WildFly did not start: " + said);
      }
      Provider.think(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            Files.createDirectories(to.resolve(from.relativize(folder)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.copy(file, to.resolve(from.relativize(file)));
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path each, @Nullable IOException e)
              throws IOException {
            Files.delete(each);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
