package io.llmcache.itests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * A provider's own client for Python, in an environment under {@code target} that is made once.
 * Where it cannot be installed the test that asks for it is skipped.
 */
enum PythonClient {
  OPENAI("openai", "3.57.0"),
  ANTHROPIC("anthropic", "2.13.0");

  private static final long INSTALL_SECONDS = 300;
  private static final long RUN_SECONDS = 60;

  private final String name;
  private final String version;

  PythonClient(String name, String version) {
    this.name = name;
    this.version = version;
  }

  /** Runs its script in {@code src/test/python}, which fails unless all is well; the output. */
  String run(URI baseUrl, String model, String... questions) {
    Path environment = Server.target().resolve(name + "-client");
    Path installed = environment.resolve("installed-" + version);
    if (!Files.exists(installed)) {
      install(environment, installed);
    }
    List<String> command = new ArrayList<>();
    command.add(environment.resolve("bin/python").toString());
    command.add(Server.root().resolve("itests/src/test/python/" + name + "_client.py").toString());
    command.add(baseUrl.toString());
    command.add(model);
    command.addAll(List.of(questions));
    Result result = execute(command, RUN_SECONDS);
    if (result.status != 0) {
      throw new AssertionError(result.output);
    }
    return result.output;
  }

  private void install(Path environment, Path done) {
    String wanted = name + "==" + version;
    Result made = execute(List.of("python3", "-m", "venv", environment.toString()), RUN_SECONDS);
    Assumptions.assumeTrue(made.status == 0, "no Python environment: " + made.output);
    Result installed =
        execute(
            List.of(environment.resolve("bin/pip").toString(), "install", "--quiet", wanted),
            INSTALL_SECONDS);
    Assumptions.assumeTrue(
        installed.status == 0, wanted + " cannot be installed: " + installed.output);
    try {
      Files.createFile(done);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Result execute(List<String> command, long seconds) {
    try {
      Path output = Files.createTempFile(Server.target(), "python-client", ".log");
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      process.getOutputStream().close();
      boolean ended = process.waitFor(seconds, TimeUnit.SECONDS);
      process.destroyForcibly();
      String text = Files.readString(output);
      Files.delete(output);
      return ended
          ? new Result(process.exitValue(), text)
          : new Result(-1, "no end after " + seconds + " s: " + text);
    } catch (IOException e) {
      return new Result(-1, e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  private record Result(int status, String output) {}
}
