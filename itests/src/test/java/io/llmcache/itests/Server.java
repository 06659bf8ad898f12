package io.llmcache.itests;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jboss.as.controller.client.ModelControllerClient;
import org.jboss.as.controller.client.helpers.Operations;
import org.jboss.as.controller.client.helpers.standalone.ServerDeploymentHelper;
import org.jboss.dmr.ModelNode;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * The WildFly that Arquillian runs for these tests, as its administrator sees it. Tests that
 * redeploy, or that deploy what they know only at run time, do it from here.
 */
final class Server {

  private Server() {}

  /** {@code http://127.0.0.1:PORT} and the path. */
  static URI uri(String path) {
    return URI.create("http://127.0.0.1:" + Integer.getInteger("wildfly.http.port") + path);
  }

  /** Deploys, and returns once the application serves requests. */
  static Deployed deploy(WebArchive war) {
    try (InputStream content = war.as(ZipExporter.class).exportAsInputStream();
        ModelControllerClient client = client()) {
      new ServerDeploymentHelper(client).deploy(war.getName(), content);
      return new Deployed(war.getName());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ServerDeploymentHelper.ServerDeploymentException e) {
      throw new IllegalStateException(e);
    }
  }

  /** How many threads the server has now. */
  static int threads() {
    ModelNode threading = Operations.createAddress("core-service", "platform-mbean");
    threading.add("type", "threading");
    return execute(Operations.createReadAttributeOperation(threading, "thread-count")).asInt();
  }

  /** The lines that the server has logged since it was started. */
  static Stream<String> log() {
    try {
      return Files.readAllLines(target().resolve("wildfly-base/log/server.log")).stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The folder of what the build makes for these tests. */
  static Path target() {
    return Path.of(System.getProperty("tests.deployments")).getParent();
  }

  /** The folder that the whole project is in. */
  static Path root() {
    return Path.of(System.getProperty("tests.root"));
  }

  /** The operation's result; throws if the server refuses it. */
  static ModelNode execute(ModelNode operation) {
    try (ModelControllerClient client = client()) {
      ModelNode outcome = client.execute(operation);
      if (!Operations.isSuccessfulOutcome(outcome)) {
        throw new IllegalStateException(outcome.toString());
      }
      return Operations.readResult(outcome);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ModelControllerClient client() throws IOException {
    return ModelControllerClient.Factory.create("127.0.0.1", managementPort());
  }

  static int managementPort() {
    return Integer.getInteger("wildfly.management.port");
  }

  /** A deployed application; closing it undeploys. */
  record Deployed(String name) implements AutoCloseable {

    /** Where it answers: the context path is the archive's name without its ending. */
    URI uri(String path) {
      return Server.uri("/" + name.substring(0, name.lastIndexOf('.')) + path);
    }

    @Override
    public void close() {
      try (ModelControllerClient client = client()) {
        new ServerDeploymentHelper(client).undeploy(name);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (ServerDeploymentHelper.ServerDeploymentException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
