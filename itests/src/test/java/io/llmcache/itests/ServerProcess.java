package io.llmcache.itests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** A Java program that a test runs beside itself, and ends. */
final class ServerProcess implements AutoCloseable {

  /** For a busy machine; a few seconds are usual. */
  private static final long START_SECONDS = 120;

  private static final long STOP_SECONDS = 30;

  private final Process process;
  private final Path output;

  private ServerProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /**
   * Starts it, and returns once it is ready.
   *
   * @param folder of its own: where it runs and where its output is kept
   * @param arguments of {@code java}
   * @param ready whether a line of its output says so
   */
  static ServerProcess start(Path folder, List<String> arguments, Predicate<String> ready) {
    ServerProcess server = begin(folder, arguments);
    try {
      server.await(ready);
      return server;
    } catch (RuntimeException | AssertionError e) {
      server.close();
      throw e;
    }
  }

  /** All that it wrote so far. */
  List<String> lines() {
    try {
      return Files.readString(output).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for a line of its output, from the first one on. */
  void await(Predicate<String> line) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (lines().stream().noneMatch(line)) {
      if (!process.isAlive() || System.nanoTime() - end > 0) {
        throw new AssertionError("it did not say what it should: " + String.join("\n", lines()));
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  /** Writes a line to it. */
  void tell(String line) {
    try {
      process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends it in the middle of whatever it does; returns when it has ended. */
  void kill() {
    process.destroyForcibly();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("it cannot be killed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** Ends it as a service manager does; returns when it has ended. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("it did not end: " + String.join("\n", lines()));
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  private static ServerProcess begin(Path folder, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(arguments);
    try {
      Files.createDirectories(folder);
      Path output = folder.resolve("output.txt");
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      return new ServerProcess(process, output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
