package io.llmcache.itests;

import io.llmcache.testing.Waiting;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jboss.as.controller.client.ModelControllerClient;
import org.jboss.as.controller.client.helpers.Operations;
import org.jboss.as.controller.client.helpers.standalone.ServerDeploymentHelper;
import org.jboss.as.controller.client.helpers.standalone.ServerDeploymentHelper.ServerDeploymentException;
import org.jboss.dmr.ModelNode;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** A WildFly of a test's own, with the MicroProfile that it brings, on free ports. */
final class MicroProfileServer implements AutoCloseable {

  private static final long STOP_SECONDS = 60;

  private final Path base;
  private final Process process;
  private final int port = Demo.freePort();
  private final int management = Demo.freePort();

  private MicroProfileServer() {
    Path home = Path.of(System.getProperty("tests.jboss.home"));
    try {
      base = Files.createTempDirectory(Server.target(), "microprofile");
      copy(home.resolve("standalone/configuration"), base.resolve("configuration"));
      Files.createDirectory(base.resolve("deployments"));
      ProcessBuilder builder =
          new ProcessBuilder(
                  List.of(
                      "bash",
                      home.resolve("bin/standalone.sh").toString(),
                      "-c",
                      "standalone-microprofile.xml",
                      "-Djboss.server.base.dir=" + base,
                      "-Djava.net.preferIPv4Stack=true",
                      "-Djboss.bind.address=127.0.0.1",
                      "-Djboss.bind.address.management=127.0.0.1",
                      "-Djboss.http.port=" + port,
                      "-Djboss.https.port=" + Demo.freePort(),
                      "-Djboss.management.http.port=" + management))
              .redirectErrorStream(true)
              .redirectOutput(base.resolve("console").toFile());
      builder.environment().put("JAVA_OPTS", "-Xmx512m");
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns once it serves. */
  static MicroProfileServer start() {
    MicroProfileServer server = new MicroProfileServer();
    try {
      long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
      while (server.log().noneMatch(line -> line.contains("WFLYSRV0025"))) {
        if (!server.process.isAlive() || System.nanoTime() - end > 0) {
          throw new AssertionError("the server does not start: " + server.log().toList());
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
      }
      return server;
    } catch (RuntimeException | AssertionError e) {
      server.close();
      throw e;
    }
  }

  /** Where an application answers, or, with {@code management}, the server itself. */
  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  URI management(String path) {
    return URI.create("http://127.0.0.1:" + management + path);
  }

  /** What it has logged. */
  Stream<String> log() {
    try {
      return Files.readAllLines(base.resolve("console")).stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Until what is returned is closed. */
  Deployed deploy(WebArchive war) {
    try (InputStream content = war.as(ZipExporter.class).exportAsInputStream();
        ModelControllerClient client = client()) {
      new ServerDeploymentHelper(client).deploy(war.getName(), content);
      return () -> undeploy(war.getName());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ServerDeploymentException e) {
      throw new IllegalStateException(e);
    }
  }

  private void undeploy(String name) {
    try (ModelControllerClient client = client()) {
      new ServerDeploymentHelper(client).undeploy(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ServerDeploymentException e) {
      throw new IllegalStateException(e);
    }
  }

  void run(ModelNode operation) {
    try (ModelControllerClient client = client()) {
      ModelNode result = client.execute(operation);
      if (!Operations.isSuccessfulOutcome(result)) {
        throw new IllegalStateException(Operations.getFailureDescription(result).asString());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ModelControllerClient client() throws IOException {
    return ModelControllerClient.Factory.create("127.0.0.1", management);
  }

  @Override
  public void close() {
    // the script waits for the server, so the server is its child
    List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
    all.forEach(ProcessHandle::destroy);
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        all.forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Waiting.until(() -> all.stream().noneMatch(ProcessHandle::isAlive), "the server does not end");
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }

  /** A deployed application; closing it undeploys. */
  interface Deployed extends AutoCloseable {

    @Override
    void close();
  }
}
