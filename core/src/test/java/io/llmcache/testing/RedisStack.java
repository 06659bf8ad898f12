package io.llmcache.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Assumptions;
import org.opentest4j.TestAbortedException;

/**
 * A real Redis Stack for one test class, run by {@code redis-l2/redis-stack.sh}. Where it cannot be
 * had the test that asks for it is skipped, with the script's own words as the reason.
 */
public final class RedisStack implements AutoCloseable {

  /** Long enough for a first download on a slow line. */
  private static final long START_SECONDS = 300;

  private static final String GIVEN = "REDIS_STACK_URL";

  private final Path folder;
  private final boolean ours;
  private final List<String> options;
  private final URI url;

  private RedisStack(boolean ours, List<String> options) {
    this.ours = ours;
    this.options = options;
    try {
      this.folder = Files.createTempDirectory("llmcache-redis");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    this.url = launchOrDelete();
  }

  /**
   * Whether one can be had here; found out once. For {@code @EnabledIf} on a class: an assumption
   * that fails before all tests leaves no skipped test in the report.
   */
  public static boolean available() {
    return Availability.SEEN;
  }

  /** Whether a Redis 8 with search can be had here, too; found out once. For {@code @EnabledIf}. */
  public static boolean redis8Available() {
    return Redis8Availability.SEEN;
  }

  /** The server that the variable {@code REDIS_STACK_URL} names, else one of this test's own. */
  public static RedisStack start() {
    return new RedisStack(System.getenv(GIVEN) == null, List.of());
  }

  /**
   * A server of this test's own, which may be killed.
   *
   * @param options of the script: {@code --tls}, {@code --user NAME:PASSWORD}
   */
  public static RedisStack startOwn(String... options) {
    return new RedisStack(true, List.of(options));
  }

  /** A Redis 8 of this test's own, with search and without TLS. */
  public static RedisStack startRedis8() {
    return startOwn("--redis8");
  }

  /** With user and password, if it has them. */
  public URI url() {
    return url;
  }

  /** Whether nobody else uses it, so that it may be flushed, filled and killed. */
  public boolean isOurs() {
    return ours;
  }

  /** The authority that signed the server's certificate; only with {@code --tls}. */
  public Path authority() {
    return folder.resolve("tls/ca.crt");
  }

  /** It still takes connections, but answers nothing. */
  public void pause() {
    script(List.of("pause"));
  }

  /** It goes on, and answers what was asked meanwhile. */
  public void resume() {
    script(List.of("resume"));
  }

  /** Ends it as a crash would; comes back when its port refuses. */
  public void kill() {
    if (!ours) {
      throw new IllegalStateException("not our server");
    }
    ProcessHandle.of(Long.parseLong(script(List.of("pid"))))
        .ifPresent(ProcessHandle::destroyForcibly);
    Waiting.until(() -> !listens(), "the killed server still listens");
  }

  /** After {@link #kill}: an empty server with the same address. */
  public void startAgain() {
    try {
      Files.deleteIfExists(folder.resolve("pid"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> again = new ArrayList<>(options);
    again.addAll(List.of("--port", String.valueOf(url.getPort())));
    launch(again);
  }

  @Override
  public void close() {
    if (Files.exists(folder)) {
      script(List.of("stop"));
      TemporaryFolders.delete(folder);
    }
  }

  private boolean listens() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(url.getHost(), url.getPort()), 500);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private URI launchOrDelete() {
    try {
      return launch(options);
    } catch (RuntimeException e) {
      TemporaryFolders.delete(folder);
      throw e;
    }
  }

  private URI launch(List<String> with) {
    Assumptions.assumeTrue(Files.isRegularFile(file()), "Redis Stack: there is no " + file());
    List<String> words = new ArrayList<>(List.of("start"));
    words.addAll(with);
    return URI.create(script(words));
  }

  /** The script's standard output; a start that fails skips the test. */
  private String script(List<String> words) {
    List<String> command = new ArrayList<>(List.of("bash", file().toString()));
    command.addAll(words);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("REDIS_STACK_DIR", folder.toString());
    if (ours) {
      builder.environment().remove(GIVEN);
    }
    try {
      Path errors = Files.createTempFile("llmcache-redis", ".err");
      try {
        return run(builder.redirectError(errors.toFile()), errors);
      } finally {
        Files.delete(errors);
      }
    } catch (IOException e) {
      return Assumptions.abort("Redis Stack: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  private static String run(ProcessBuilder builder, Path errors)
      throws IOException, InterruptedException {
    Process process = builder.start();
    process.getOutputStream().close();
    try (InputStream out = process.getInputStream()) {
      if (!process.waitFor(START_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return Assumptions.abort("Redis Stack: no result after " + START_SECONDS + " s");
      }
      if (process.exitValue() != 0) {
        return Assumptions.abort("Redis Stack: " + Files.readString(errors).trim());
      }
      return new String(out.readAllBytes(), StandardCharsets.UTF_8).trim();
    }
  }

  private static Path file() {
    return Path.of(System.getProperty("tests.root", ".."), "redis-l2", "redis-stack.sh");
  }

  private static boolean isThere(Supplier<RedisStack> start) {
    try (RedisStack tried = start.get()) {
      return tried.listens();
    } catch (TestAbortedException e) {
      return false;
    }
  }

  private static final class Availability {
    static final boolean SEEN = isThere(RedisStack::start);
  }

  private static final class Redis8Availability {
    static final boolean SEEN = isThere(RedisStack::startRedis8);
  }
}
