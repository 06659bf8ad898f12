package io.llmcache.itests;

import static io.llmcache.testing.OpenAiChatFixtures.PATH;
import static io.llmcache.testing.OpenAiChatFixtures.REPLY;
import static io.llmcache.testing.OpenAiChatFixtures.REQUEST;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.llmcache.testing.FakeUpstream;
import io.llmcache.testing.UpstreamAnswer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import javax.management.openmbean.TabularData;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.as.controller.client.helpers.Operations;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What an administrator does while the deployment runs: over JMX from another process, which has
 * none of our classes loaded from the server, and over HTTP as a user of the server's own realm.
 */
@ArquillianTest
class AdministrationIT {

  private static final String STRING = String.class.getName();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final FakeUpstream upstream = FakeUpstream.start();

  @BeforeEach
  void answer() {
    upstream.always(UpstreamAnswer.json(200, REPLY));
  }

  @AfterEach
  void stop() {
    upstream.close();
  }

  @Test
  void overJmxSettingsChangeWithoutARedeploy() throws Exception {
    ObjectName name = new ObjectName("io.llmcache:type=LlmCache,deployment=managed.war");
    try (JMXConnector connector = connect()) {
      MBeanServerConnection jmx = connector.getMBeanServerConnection();
      try (Server.Deployed deployed =
          Server.deploy(Deployments.gateway("managed", upstream.uri(), Map.of()))) {
        URI chat = Deployments.route(deployed).resolve("up" + PATH);
        assertThat(ask(chat)).contains("fwd=miss");
        assertThat(ask(chat)).contains("hit");
        assertThat(((TabularData) jmx.getAttribute(name, "Hits")).get(new Object[] {"l1"}))
            .isNotNull();
        assertThat(jmx.getAttribute(name, "HitRatio")).isEqualTo(0.5);
        assertThat(jmx.getAttribute(name, "Description").toString())
            .contains("mode=serve", "l1=infinispan");

        change(jmx, name, "llmcache.mode", "off");
        assertThat(ask(chat)).doesNotContain("hit;");
        change(jmx, name, "llmcache.mode", "serve");
        assertThat(ask(chat)).contains("hit");
        change(jmx, name, "llmcache.cache-models", "!gpt-4o-mini");
        assertThat(ask(chat)).doesNotContain("hit;");
        reset(jmx, name, "llmcache.cache-models");
        assertThat(ask(chat)).contains("hit");

        change(jmx, name, "llmcache.cache-ttl", "5m");
        jmx.invoke(
            name,
            "invalidate",
            new Object[] {"model", "gpt-4o-mini"},
            new String[] {STRING, STRING});
        assertThat(ask(chat)).contains("detail=invalidated");
        assertThat(ask(chat)).containsPattern("ttl=(300|29\\d)\\b");

        assertThatExceptionOfType(RuntimeMBeanException.class)
            .isThrownBy(() -> change(jmx, name, "llmcache.mode", "perhaps"))
            .withCauseInstanceOf(IllegalArgumentException.class)
            .withMessageContaining("perhaps");
      }
      assertThatExceptionOfType(InstanceNotFoundException.class)
          .as("it goes with the deployment")
          .isThrownBy(() -> jmx.getAttribute(name, "Mode"));
    }
  }

  @Test
  void overHttpAUserOfTheServersRealmInTheRole() throws Exception {
    addUser("llmcache-chief", "chief-secret", "cache-admin");
    addUser("llmcache-guest", "guest-secret", "visitor");
    try (Server.Deployed deployed = Server.deploy(pageWithLogin())) {
      URI page = deployed.uri("/llmcache");
      assertThat(get(page, "", "").statusCode()).isEqualTo(401);
      assertThat(get(page, "llmcache-chief", "wrong").statusCode()).isEqualTo(401);
      assertThat(get(page, "llmcache-guest", "guest-secret").statusCode()).isEqualTo(403);
      HttpResponse<String> status = get(page, "llmcache-chief", "chief-secret");
      assertThat(status.statusCode()).isEqualTo(200);
      assertThat(status.body()).contains("\"mode\" : \"serve\"", "infinispan");

      URI settings = deployed.uri("/llmcache/settings");
      String change = "{\"key\": \"llmcache.mode\", \"value\": \"observe\"}";
      HttpResponse<String> changed =
          CLIENT.send(
              login(HttpRequest.newBuilder(settings), "llmcache-chief", "chief-secret")
                  .header("Content-Type", "application/json")
                  .header("llmcache-admin", "1")
                  .POST(BodyPublishers.ofString(change))
                  .build(),
              BodyHandlers.ofString());
      assertThat(changed.statusCode()).isEqualTo(200);
      assertThat(get(page, "llmcache-chief", "chief-secret").body())
          .contains("\"mode\" : \"observe\"");
    }
  }

  /** The other side is the test's own server. */
  @SuppressWarnings("BanJNDI")
  private static JMXConnector connect() throws IOException {
    return JMXConnectorFactory.connect(
        new JMXServiceURL("service:jmx:remote+http://127.0.0.1:" + Server.managementPort()));
  }

  private static void change(MBeanServerConnection jmx, ObjectName name, String key, String value)
      throws JMException, IOException {
    jmx.invoke(name, "change", new Object[] {key, value}, new String[] {STRING, STRING});
  }

  private static void reset(MBeanServerConnection jmx, ObjectName name, String key)
      throws JMException, IOException {
    jmx.invoke(name, "reset", new Object[] {key}, new String[] {STRING});
  }

  /** The Cache-Status of an answer, or nothing. */
  private static String ask(URI chat) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        CLIENT.send(
            HttpRequest.newBuilder(chat)
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer k")
                .POST(BodyPublishers.ofString(REQUEST))
                .build(),
            BodyHandlers.ofString());
    assertThat(answer.body()).isEqualTo(REPLY);
    return answer.headers().firstValue("Cache-Status").orElse("");
  }

  private static HttpResponse<String> get(URI page, String user, String password)
      throws IOException, InterruptedException {
    return CLIENT.send(
        login(HttpRequest.newBuilder(page), user, password).build(), BodyHandlers.ofString());
  }

  private static HttpRequest.Builder login(
      HttpRequest.Builder request, String user, String password) {
    if (user.isEmpty()) {
      return request;
    }
    byte[] plain = (user + ":" + password).getBytes(UTF_8);
    return request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(plain));
  }

  private static WebArchive pageWithLogin() {
    return Deployments.cached("admin-page", Map.of())
        .setWebXML(
            new StringAsset(
                """
                <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
                  <context-param>
                    <param-name>llmcache.admin-role</param-name>
                    <param-value>cache-admin</param-value>
                  </context-param>
                  <login-config>
                    <auth-method>BASIC</auth-method>
                  </login-config>
                </web-app>
                """));
  }

  /** As the server's {@code add-user} does, which writes the same two files. */
  private static void addUser(String name, String password, String role)
      throws IOException, GeneralSecurityException {
    Path folder = Server.target().resolve("wildfly-base/configuration");
    byte[] plain = (name + ":ApplicationRealm:" + password).getBytes(UTF_8);
    String hash = HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(plain));
    append(folder.resolve("application-users.properties"), name + "=" + hash);
    append(folder.resolve("application-roles.properties"), name + "=" + role);
    var realm =
        Operations.createAddress("subsystem", "elytron", "properties-realm", "ApplicationRealm");
    Server.execute(Operations.createOperation("load", realm));
  }

  private static void append(Path file, String line) throws IOException {
    Files.writeString(file, "\n" + line + "\n", StandardOpenOption.APPEND);
  }
}
