package io.llmcache.itests;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jboss.as.controller.client.ModelControllerClient;
import org.jboss.as.controller.client.helpers.Operations;
import org.jboss.as.controller.client.helpers.standalone.ServerDeploymentHelper;
import org.jboss.dmr.ModelNode;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** A WildFly that runs beside the one of Arquillian, from a folder that the test has prepared. */
final class OwnWildFly implements AutoCloseable {

  private final ServerProcess process;
  private final int http;
  private final int management;

  private OwnWildFly(ServerProcess process, int http, int management) {
    this.process = process;
    this.http = http;
    this.management = management;
  }

  /**
   * Returns once it is up.
   *
   * @param options of the server; of its JVM those that begin with {@code -X}
   */
  static OwnWildFly start(WildFlyHome home, String... options) {
    int http = Demo.freePort();
    int management = Demo.freePort();
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-Xmx512m",
                "-XX:SoftRefLRUPolicyMSPerMB=0",
                "-Djava.net.preferIPv4Stack=true",
                "-Djboss.home.dir=" + home.folder(),
                "-Djboss.http.port=" + http,
                "-Djboss.https.port=" + Demo.freePort(),
                "-Djboss.management.http.port=" + management,
                "-jar",
                home.folder().resolve("jboss-modules.jar").toString(),
                "-mp",
                home.folder().resolve("modules").toString(),
                "org.jboss.as.standalone"));
    for (String option : options) {
      arguments.add(option.startsWith("-X") ? 0 : arguments.size(), option);
    }
    // as standalone.sh does
    List.of(
            "java.lang",
            "java.lang.invoke",
            "java.io",
            "java.net",
            "java.security",
            "java.util",
            "java.util.concurrent")
        .forEach(open -> arguments.add(0, "--add-opens=java.base/" + open + "=ALL-UNNAMED"));
    ServerProcess process =
        ServerProcess.start(
            home.folder(),
            arguments,
            line -> line.contains("WFLYSRV0025") || line.contains("WFLYSRV0026"));
    return new OwnWildFly(process, http, management);
  }

  /** Deploys, and returns once the application serves requests. */
  URI deploy(WebArchive war) {
    return deploy(war.getName(), war.as(ZipExporter.class).exportAsInputStream());
  }

  /** The same with an archive that is packed already. */
  URI deploy(String name, InputStream archive) {
    try (InputStream content = archive;
        ModelControllerClient client = client()) {
      new ServerDeploymentHelper(client).deploy(name, content);
      return URI.create("http://127.0.0.1:" + http + "/" + name.replace(".war", ""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ServerDeploymentHelper.ServerDeploymentException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Where its welcome page is. */
  URI root() {
    return URI.create("http://127.0.0.1:" + http);
  }

  /** Where an application that it has answers. */
  URI uri(WebArchive war) {
    return URI.create(root() + "/" + war.getName().replace(".war", ""));
  }

  /** Ends it at once, as a fault of the machine does. */
  void kill() {
    process.kill();
  }

  void undeploy(WebArchive war) {
    try (ModelControllerClient client = client()) {
      new ServerDeploymentHelper(client).undeploy(war.getName());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ServerDeploymentHelper.ServerDeploymentException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The names of the threads that run now and are the cache's. */
  List<String> cacheThreads() {
    ModelNode dump =
        Operations.createOperation(
            "dump-all-threads",
            Operations.createAddress("core-service", "platform-mbean").add("type", "threading"));
    dump.get("locked-monitors").set(false);
    dump.get("locked-synchronizers").set(false);
    try (ModelControllerClient client = client()) {
      return Operations.readResult(client.execute(dump)).asList().stream()
          .map(thread -> thread.get("thread-name").asString())
          .filter(name -> name.startsWith("llmcache"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int managementPort() {
    return management;
  }

  /** What it logged so far. */
  List<String> log() {
    return process.lines();
  }

  @Override
  public void close() {
    process.close();
  }

  private ModelControllerClient client() throws IOException {
    return ModelControllerClient.Factory.create("127.0.0.1", management);
  }
}
