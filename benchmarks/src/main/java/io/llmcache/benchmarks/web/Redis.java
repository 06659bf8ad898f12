package io.llmcache.benchmarks.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A Redis Stack for one run. */
final class Redis implements AutoCloseable {

  private final Path script;
  private final Path folder;
  private final String url;

  private Redis(Path script, Path folder) throws IOException {
    this.script = script;
    this.folder = folder;
    Files.createDirectories(folder);
    this.url = call("start");
  }

  static Redis start(Path root) throws IOException {
    return new Redis(
        root.resolve("redis-l2/redis-stack.sh"), root.resolve("benchmarks/target/redis-of-web"));
  }

  String url() {
    return url;
  }

  @Override
  public void close() throws IOException {
    call("stop");
  }

  private String call(String verb) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder("bash", script.toString(), verb)
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder
        .environment()
        .putAll(
            Map.of(
                "REDIS_STACK_DIR", folder.toString(),
                "REDIS_STACK_MAXMEMORY", "2gb",
                "REDIS_STACK_EVICTION", "volatile-lru"));
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8).trim();
    try {
      if (process.waitFor() != 0) {
        throw new IOException(script + " " + verb + " failed");
      }
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    return said;
  }
}
