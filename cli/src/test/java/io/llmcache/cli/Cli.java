package io.llmcache.cli;

import io.llmcache.testing.Waiting;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The command line in a process of its own, as a user starts it. */
final class Cli implements AutoCloseable {

  private final Process process;
  private final Path out;
  private final Path err;

  private Cli(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /**
   * @param program how Java finds it: {@code -jar FILE}, or a class path and the main class
   * @param variables added to the environment
   */
  static Cli start(
      Path folder, List<String> program, Map<String, String> variables, String... words) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.addAll(program);
    command.addAll(List.of(words));
    try {
      Path out = Files.createTempFile(folder, "out", ".txt");
      Path err = Files.createTempFile(folder, "err", ".txt");
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().remove("OPENAI_API_KEY");
      builder.environment().keySet().removeIf(name -> name.startsWith("LLMCACHE_"));
      builder.environment().putAll(variables);
      builder.directory(folder.toFile());
      builder.redirectOutput(out.toFile()).redirectError(err.toFile());
      return new Cli(builder.start(), out, err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The classes of this build. */
  static List<String> classes() {
    return List.of("-cp", System.getProperty("java.class.path"), "io.llmcache.cli.Main");
  }

  /** Writes all of standard input, and ends it. */
  Cli input(String text) {
    try (OutputStream in = process.getOutputStream()) {
      in.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** What Ctrl-C and a service manager send. */
  void signal(String name) {
    try {
      new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  int exitCode() {
    return Waiting.on(process.onExit()).exitValue();
  }

  String out() {
    return read(out);
  }

  String err() {
    return read(err);
  }

  /** Standard error without what the store advises of a Redis that is set up for tests. */
  List<String> errors() {
    return err().lines().filter(line -> !line.startsWith("llmcache: warning: Redis at")).toList();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
