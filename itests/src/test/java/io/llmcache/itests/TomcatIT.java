package io.llmcache.itests;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.itests.tomcat.TomcatMain;
import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;

/** Embedded Tomcat 10.1, and an application that has Jersey. */
@Order(Demos.BEFORE_ARQUILLIAN)
class TomcatIT extends StandaloneContract {

  private static ServerProcess server;

  @BeforeAll
  static void start() {
    Path war = war("jersey");
    String tests = Deployments.jarOf(TomcatMain.class).getPath();
    String classPath =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> entry.contains("tomcat-") || entry.equals(tests))
            .collect(Collectors.joining(File.pathSeparator));
    server =
        ServerProcess.start(
            Server.target().resolve("tomcat"),
            List.of(
                "-Xmx512m", "-cp", classPath, TomcatMain.class.getName(), war.toString(), "base"),
            line -> line.startsWith("port "));
  }

  /** The last thing that happens to it: the cache ends with its application. */
  @AfterAll
  static void undeployAndStop() {
    if (server == null) {
      return;
    }
    try (ServerProcess running = server) {
      running.tell("threads");
      running.await(line -> line.startsWith("threads: [llmcache"));
      running.tell("undeploy");
      running.await(line -> line.startsWith("undeploy: "));
      assertThat(running.lines()).contains("undeploy: []");
      // Tomcat's own check; an HttpClient of the JDK ends when nobody has it any more
      assertThat(running.lines())
          .filteredOn(line -> line.contains("appears to have started a thread named"))
          .allMatch(line -> line.contains("[HttpClient-"));
    }
  }

  @Override
  URI application() {
    String port =
        server.lines().stream()
            .filter(line -> line.startsWith("port "))
            .findFirst()
            .orElseThrow()
            .substring("port ".length());
    return URI.create("http://127.0.0.1:" + port + "/jersey-application");
  }

  @Override
  List<String> log() {
    return server.lines();
  }
}
