package io.llmcache.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A Redis Stack of this run, by {@code redis-l2/redis-stack.sh}; closing it stops it. */
public final class OwnRedis implements AutoCloseable {

  private final Path script;
  private final Path folder;
  private final String maxMemory;
  private final URI url;

  /**
   * Blocks until it answers; the first time until it is downloaded, too.
   *
   * @param maxMemory as Redis spells it: {@code 512mb}
   * @throws IOException if it does not start; the message has what the script said
   */
  public static OwnRedis start(Options options, String maxMemory)
      throws IOException, InterruptedException {
    return new OwnRedis(options.root().resolve("redis-l2/redis-stack.sh"), maxMemory);
  }

  private OwnRedis(Path script, String maxMemory) throws IOException, InterruptedException {
    this.script = script;
    this.maxMemory = maxMemory;
    this.folder = Files.createTempDirectory("llmcache-benchmarks-redis");
    Thread hook = new Thread(this::close);
    Runtime.getRuntime().addShutdownHook(hook);
    this.url = URI.create(script("start"));
  }

  public URI url() {
    return url;
  }

  private String script(String word) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(List.of("bash", script.toString(), word))
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("REDIS_STACK_DIR", folder.toString());
    builder.environment().put("REDIS_STACK_MAXMEMORY", maxMemory);
    builder.environment().remove("REDIS_STACK_URL");
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8).trim();
    if (process.waitFor() != 0) {
      throw new IOException(script + " " + word + " failed; see above");
    }
    return said;
  }

  @Override
  public synchronized void close() {
    if (!Files.exists(folder)) {
      return;
    }
    try {
      script("stop");
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      System.err.println("The Redis of " + folder + " was not stopped: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
