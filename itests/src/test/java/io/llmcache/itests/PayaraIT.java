package io.llmcache.itests;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.exchange.Headers;
import io.llmcache.testing.Ask;
import io.llmcache.testing.Background;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Payara Micro 6, whose JAX-RS client is Jersey, outside of the application. */
@Order(Demos.BEFORE_ARQUILLIAN)
class PayaraIT extends StandaloneContract {

  private static final int PORT = Demo.freePort();
  private static ServerProcess server;

  @BeforeAll
  static void start() throws IOException {
    Path war = war("standalone");
    Path folder = Server.target().resolve("payara");
    Folders.delete(folder); // what is deployed there would start again
    Path commands = Files.createDirectories(folder).resolve("commands.txt");
    Files.writeString(
        commands,
        "set configs.config.server-config.network-config.network-listeners.network-listener"
            + ".http-listener.address=127.0.0.1\n");
    Path gone = Files.copy(war, folder.resolve("gone.war"));
    Path afterwards = Files.writeString(folder.resolve("afterwards.txt"), "undeploy gone\n");
    server =
        ServerProcess.start(
            folder,
            List.of(
                "-Xmx512m",
                "-jar",
                System.getProperty("tests.payara"),
                "--nocluster",
                "--disablephonehome",
                "--rootDir",
                "root",
                "--prebootcommandfile",
                commands.toString(),
                "--port",
                String.valueOf(PORT),
                "--deploy",
                war.toString(),
                "--deploy",
                gone.toString(),
                "--postdeploycommandfile",
                afterwards.toString()),
            line -> line.contains("Payara Micro") && line.contains("ready in"));
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void aCacheEndsWithItsApplication() throws Exception {
    // Infinispan's, one for each application that runs: the other was undeployed
    assertThat(threads()).filteredOn(name -> name.startsWith("RxCachedWorkerPool")).hasSize(1);
  }

  private List<String> threads() throws Exception {
    Ask ask = new Ask("GET", "/threads", Headers.of("Accept", "text/plain"), new byte[0]);
    return Background.limited(
        () -> new HttpSender(application()).send(ask).text().lines().toList());
  }

  @Override
  int deployments() {
    return 2;
  }

  @Override
  URI application() {
    return URI.create("http://127.0.0.1:" + PORT + "/standalone-application");
  }

  @Override
  List<String> log() {
    return server.lines();
  }
}
