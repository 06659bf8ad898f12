package io.llmcache.itests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The script {@code demo} as a process, with what was built before. */
final class Demo implements AutoCloseable {

  /** For a busy machine; a few seconds are usual. */
  private static final long START_SECONDS = 180;

  private static final long STOP_SECONDS = 30;

  private final Process process;
  private final Path output;
  private final Path errors;
  private final int port;

  private Demo(int port, Map<String, String> environment, List<String> options) {
    this.port = port;
    try {
      Path folder = Files.createDirectories(Server.target().resolve("demo"));
      output = Files.createTempFile(folder, "demo", ".out");
      errors = Files.createTempFile(folder, "demo", ".err");
      List<String> command = new ArrayList<>(List.of("bash", "./demo", "--no-build"));
      command.addAll(List.of("--port", String.valueOf(port)));
      command.addAll(options);
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(Server.root().toFile())
              .redirectOutput(output.toFile())
              .redirectError(errors.toFile());
      builder.environment().putAll(environment);
      process = builder.start();
      process.getOutputStream().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts it, and returns once it says that it is ready. */
  static Demo start(int port, Map<String, String> environment, String... options) {
    Demo demo = new Demo(port, environment, List.of(options));
    try {
      demo.awaitReady();
      return demo;
    } catch (RuntimeException | AssertionError e) {
      demo.close();
      throw e;
    }
  }

  /** Runs it on a free port to its end, which is expected to come soon. */
  static Demo run(String... options) {
    Demo demo = new Demo(freePort(), Map.of(), List.of(options));
    demo.awaitEnd();
    return demo;
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  /** What it wrote for programs. */
  String output() {
    return read(output);
  }

  /** What it wrote for people. */
  String errors() {
    return read(errors);
  }

  /** How it ended. */
  int status() {
    return process.exitValue();
  }

  /** All processes that it has started and that run. */
  List<ProcessHandle> descendants() {
    return process.descendants().toList();
  }

  /** Ends it as a service manager does; returns when it has ended. */
  void terminate() {
    process.destroy();
    awaitEnd();
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      terminate();
    }
  }

  private void awaitReady() {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (!output().contains("llmcache ready")) {
      if (!process.isAlive() || System.nanoTime() - end > 0) {
        throw new AssertionError("./demo did not start: " + errors());
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }

  private void awaitEnd() {
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        throw new AssertionError("./demo did not end: " + errors());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** A port on which nobody listens now. */
  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
