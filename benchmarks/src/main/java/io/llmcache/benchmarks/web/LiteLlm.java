package io.llmcache.benchmarks.web;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A rival: the proxy of LiteLLM with its cache in Redis, installed with pip into a folder of its
 * own.
 */
final class LiteLlm implements AutoCloseable {

  private static final long START_SECONDS = 180;
  private static final int STOP_SECONDS = 30;

  private final Process process;
  private final URI uri;
  private final String key;

  private LiteLlm(Process process, URI uri, String key) {
    this.process = process;
    this.uri = uri;
    this.key = key;
  }

  /**
   * Installs it if it is not there yet, and returns once it answers. Takes minutes at first.
   *
   * @param redis {@code redis://HOST:PORT}
   */
  static LiteLlm start(Path folder, URI provider, URI redis) throws Exception {
    Path venv = folder.resolve("venv");
    if (!Files.exists(venv.resolve("bin/litellm"))) {
      Files.createDirectories(folder);
      run(folder, "python3", "-m", "venv", venv.toString());
      run(folder, venv.resolve("bin/pip").toString(), "install", "-q", "litellm[proxy]");
    }
    Path config = folder.resolve("config.yaml");
    Files.writeString(config, config(provider, redis));
    int port = WildFly.freePort();
    ProcessBuilder builder =
        new ProcessBuilder(
                venv.resolve("bin/litellm").toString(),
                "--config",
                config.toString(),
                "--host",
                "127.0.0.1",
                "--port",
                Integer.toString(port))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output.txt").toFile());
    // it does not start without one
    String key = "sk-" + newSecret();
    builder.environment().put("LITELLM_MASTER_KEY", key);
    LiteLlm rival = new LiteLlm(builder.start(), URI.create("http://127.0.0.1:" + port), key);
    try {
      rival.await(folder.resolve("output.txt"));
      return rival;
    } catch (IOException e) {
      rival.close();
      throw e;
    }
  }

  /** A chat request to it. */
  byte[] request(byte[] body) {
    return Line.post(Chat.PATH, body, "Authorization: Bearer " + key);
  }

  URI uri() {
    return uri;
  }

  @Override
  public void close() {
    List<ProcessHandle> own = process.descendants().toList();
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    own.forEach(ProcessHandle::destroy);
  }

  private void await(Path output) throws IOException {
    byte[] request = request(Chat.request("Are you there?", false));
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (true) {
      try (Line line = new Line(uri)) {
        line.exchange(request);
        return;
      } catch (IOException e) {
        if (!process.isAlive() || System.nanoTime() > end) {
          throw new IOException("LiteLLM did not start: " + Files.readString(output), e);
        }
      }
      Provider.think(TimeUnit.MILLISECONDS.toNanos(200));
    }
  }

  private static String config(URI provider, URI redis) {
    return """
        model_list:
          - model_name: simulated-small
            litellm_params:
              model: openai/simulated-small
              api_base: %s/v1
              api_key: sk-bench
        litellm_settings:
          cache: true
          cache_params:
            type: redis
            host: %s
            port: %d
        """
        .formatted(provider, redis.getHost(), redis.getPort());
  }

  private static String newSecret() {
    byte[] secret = new byte[32];
    new SecureRandom().nextBytes(secret);
    return HexFormat.of().formatHex(secret);
  }

  private static void run(Path folder, String... command) throws Exception {
    Process process = new ProcessBuilder(command).directory(folder.toFile()).inheritIO().start();
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + " failed");
    }
  }
}
