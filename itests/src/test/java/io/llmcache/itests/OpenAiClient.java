package io.llmcache.itests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * OpenAI's own client for Python, in an environment under {@code target} that is made once. Where
 * it cannot be installed the test that asks for it is skipped.
 */
final class OpenAiClient {

  private static final String PACKAGE = "openai==3.57.0";
  private static final long INSTALL_SECONDS = 300;
  private static final long RUN_SECONDS = 60;

  private OpenAiClient() {}

  /** Runs {@code src/test/python/openai_client.py} against a base URL; its output. */
  static String run(URI baseUrl) {
    Path environment = Server.target().resolve("openai-client");
    Path installed = environment.resolve("installed");
    if (!Files.exists(installed)) {
      install(environment);
    }
    Result result =
        execute(
            List.of(
                environment.resolve("bin/python").toString(),
                Server.root().resolve("itests/src/test/python/openai_client.py").toString(),
                baseUrl.toString()),
            RUN_SECONDS);
    if (result.status != 0) {
      throw new AssertionError(result.output);
    }
    return result.output;
  }

  private static void install(Path environment) {
    Result made = execute(List.of("python3", "-m", "venv", environment.toString()), RUN_SECONDS);
    Assumptions.assumeTrue(made.status == 0, "no Python environment: " + made.output);
    Result installed =
        execute(
            List.of(environment.resolve("bin/pip").toString(), "install", "--quiet", PACKAGE),
            INSTALL_SECONDS);
    Assumptions.assumeTrue(
        installed.status == 0, PACKAGE + " cannot be installed: " + installed.output);
    try {
      Files.createFile(environment.resolve("installed"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Result execute(List<String> command, long seconds) {
    try {
      Path output = Files.createTempFile(Server.target(), "openai-client", ".log");
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
