package io.llmcache.itests;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;

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
                "--contextroot",
                "app",
                "--deploy",
                war.toString()),
            line -> line.contains("Payara Micro") && line.contains("ready in"));
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Override
  URI application() {
    return URI.create("http://127.0.0.1:" + PORT + "/app");
  }

  @Override
  List<String> log() {
    return server.lines();
  }
}
