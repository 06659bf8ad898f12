package io.llmcache.filter.admin;

import static io.llmcache.testing.OpenAiChatFixtures.PATH;
import static io.llmcache.testing.OpenAiChatFixtures.REPLY;
import static io.llmcache.testing.OpenAiChatFixtures.REQUEST;
import static io.llmcache.testing.OpenAiChatFixtures.bytes;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.llmcache.filter.LlmCacheInitializer;
import io.llmcache.filter.support.ForwardingServlet;
import io.llmcache.filter.support.RawClient;
import io.llmcache.filter.support.RawClient.Answer;
import io.llmcache.filter.support.TestServer;
import io.llmcache.testing.FakeUpstream;
import io.llmcache.testing.UpstreamAnswer;
import java.io.IOException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** With the container's own log-in and roles, over real HTTP. */
@ParameterizedClass
@EnumSource(TestServer.Kind.class)
class AdminServletTest {

  private static final String PAGE = "/app/llmcache";
  private static final String CHIEF = login("chief", "chief-secret");
  private static final String RULE = "llmcache-admin: 1\n";
  private static final ObjectMapper JSON = new ObjectMapper();

  @Parameter TestServer.Kind kind;
  private final FakeUpstream upstream = FakeUpstream.start();
  private TestServer server;
  private RawClient client;

  @AfterEach
  void stop() throws IOException {
    if (client != null) {
      client.close();
    }
    if (server != null) {
      server.close();
    }
    upstream.close();
  }

  private void start(Map<String, String> more) throws IOException {
    upstream.always(UpstreamAnswer.json(200, REPLY));
    Map<String, String> parameters = new HashMap<>(more);
    server =
        TestServer.startWithUsers(
            kind,
            parameters,
            (classes, context) -> {
              var application = context.addServlet("app", new ForwardingServlet(upstream.uri()));
              application.setAsyncSupported(true);
              application.addMapping("/*");
              new LlmCacheInitializer().onStartup(null, context);
            });
    client = new RawClient(server.port());
  }

  private void start() throws IOException {
    start(Map.of("llmcache.admin-role", "cache-admin"));
  }

  @Test
  void withoutARoleThereIsNoSuchPage() throws IOException {
    start(Map.of());

    assertThat(get(PAGE, CHIEF).text()).isEqualTo(REPLY);
    assertThat(upstream.last().target()).as("it is the application's path").isEqualTo("/llmcache");
  }

  @Test
  void onlyTheRoleGetsIn() throws IOException {
    start();
    // Jetty heeds no rule that an initializer makes, so it asks nobody to log in
    int unknown = kind == TestServer.Kind.JETTY ? 403 : 401;

    for (String path : new String[] {PAGE, PAGE + "/", PAGE + "/settings", PAGE + "/other"}) {
      assertThat(fresh(path, "").status()).isEqualTo(unknown);
      assertThat(fresh(path, login("chief", "wrong")).status()).isEqualTo(unknown);
      assertThat(fresh(path, login("guest", "guest-secret")).status()).isEqualTo(403);
    }
    if (unknown == 401) {
      assertThat(fresh(PAGE, "").headers().first("WWW-Authenticate"))
          .startsWithIgnoringCase("basic");
    }
    assertThat(fresh(PAGE, CHIEF).status()).isEqualTo(200);
    String change = "{\"key\": \"mode\", \"value\": \"off\"}";
    assertThat(freshPost("/settings", RULE, change).status()).isEqualTo(unknown);
    assertThat(freshPost("/settings", RULE + login("guest", "guest-secret"), change).status())
        .isEqualTo(403);
    assertThat(status().get("mode").asText()).isEqualTo("serve");
    assertThat(upstream.count()).as("the application is not asked").isZero();
  }

  @Test
  void figuresAreThoseOfTheCache() throws IOException {
    start();
    ask("fwd=miss");
    ask("hit");

    JsonNode status = status();
    assertThat(status.get("hits").get("l1").asLong()).isEqualTo(1);
    assertThat(status.get("misses").asLong()).isEqualTo(1);
    assertThat(status.get("hitRatio").asDouble()).isEqualTo(0.5);
    assertThat(status.get("tiers").get("l1").asText()).endsWith(", up");
    assertThat(status.get("settings").get("llmcache.mode").asText()).isEqualTo("serve");
    Answer answer = get(PAGE, CHIEF);
    assertThat(answer.headers().first("Cache-Control")).contains("no-store");
    assertThat(answer.headers().first("Content-Type")).isEqualToIgnoringCase("application/json");
    assertThat(answer.text()).doesNotContain("k-planted", "chief", "Hello");
  }

  @Test
  void aBrowserGetsAPage() throws IOException {
    start(Map.of("llmcache.admin-role", "cache-admin", "llmcache.admin-path", "/ops/cache"));

    Answer page = get("/app/ops/cache/", CHIEF + "Accept: text/html,*/*;q=0.8\n");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.headers().first("Content-Type")).startsWithIgnoringCase("text/html");
    assertThat(page.headers().first("Content-Security-Policy")).contains("default-src 'none'");
    assertThat(page.text())
        .contains("<h1>llmcache</h1>", "Hit ratio", "mode=serve", "SERVER/app/ops/cache/settings")
        .doesNotContain("<script");
  }

  @Test
  void changesHoldForTheNextRequest() throws IOException {
    start();
    ask("fwd=miss");
    assertThat(post("/settings", "{\"key\": \"llmcache.mode\", \"value\": \"off\"}").status())
        .isEqualTo(200);
    int before = upstream.count();
    send();
    assertThat(upstream.count()).isEqualTo(before + 1);
    assertThat(status().get("changes").get("llmcache.mode").asText()).isEqualTo("off");
    post("/settings", "{\"key\": \"mode\", \"value\": null}");
    ask("hit");
    assertThat(status().get("changes")).isEmpty();
  }

  @Test
  void answersAreCountedAndInvalidated() throws IOException {
    start();
    ask("fwd=miss");
    ask("hit");
    String model = "{\"kind\": \"model\", \"name\": \"gpt-4o-mini\"}";
    assertThat(JSON.readTree(post("/count", model).body()).get("count").get("l1").asInt())
        .isEqualTo(1);
    ask("hit");
    assertThat(post("/invalidate", model).status()).isEqualTo(200);
    ask("detail=invalidated");
    ask("hit");
    assertThat(post("/invalidate", "{\"kind\": \"all\"}").status()).isEqualTo(200);
    ask("detail=invalidated");
    ask("hit");
    byte[] erased = post("/erase", "{\"kind\": \"namespace\"}").body();
    assertThat(JSON.readTree(erased).get("erased").get("l1").asInt()).isEqualTo(1);
    assertThat(
            JSON.readTree(post("/count", "{\"kind\": \"all\"}").body())
                .get("count")
                .get("l1")
                .asInt())
        .isZero();
  }

  @Test
  void wrongRequestsAreSaid() throws IOException {
    start();
    refused(400, "\"perhaps\"", "/settings", "{\"key\": \"mode\", \"value\": \"perhaps\"}");
    refused(400, "cannot be changed", "/settings", "{\"key\": \"redis-url\", \"value\": \"x\"}");
    refused(400, "Say the \"key\"", "/settings", "{\"value\": \"x\"}");
    refused(400, "no \\\"keys\\\" here", "/settings", "{\"keys\": \"x\"}");
    refused(400, "is no kind", "/invalidate", "{\"kind\": \"<b>\"}");
    refused(400, "no flat object", "/invalidate", "{\"kind\": {\"a\": 1}}");
    refused(400, "no flat object", "/invalidate", "[\"kind\"]");
    refused(400, "no flat object", "/invalidate", "");
    refused(400, "no flat object", "/invalidate", "{\"kind\": \"all\"} {");
    refused(400, "no flat object", "/invalidate", "{\"kind\": \"all\", \"kind\": \"tag\"}");
    refused(404, "nothing here", "/else", "{}");
    refused(405, "GET", "", "{}");
    assertThat(get(PAGE + "/settings", CHIEF).status()).isEqualTo(405);
    assertThat(freshPost("/settings", RULE + CHIEF, " ".repeat(70_000)).status()).isEqualTo(413);
    assertThat(status().get("mode").asText()).isEqualTo("serve");
  }

  @Test
  void aPageOfSomebodyElseCanDoNothing() throws IOException {
    start();
    String change = "{\"key\": \"mode\", \"value\": \"off\"}";
    assertThat(freshPost("/settings", CHIEF, change).status()).isEqualTo(403);
    for (String type : new String[] {"text/plain", "application/x-www-form-urlencoded"}) {
      client.send(
          "POST %s/settings HTTP/1.1\nHost: me\nContent-Type: %s\n%s%sContent-Length: %d\n\n%s"
              .formatted(PAGE, type, RULE, CHIEF, change.length(), change));
      assertThat(client.answer().status()).isEqualTo(415);
    }
    assertThat(status().get("mode").asText()).isEqualTo("serve");
  }

  private void refused(int status, String word, String path, String body) throws IOException {
    Answer answer = freshPost(path, RULE + CHIEF, body);
    assertThat(answer.status()).as(body).isEqualTo(status);
    String text = JSON.readTree(answer.body()).get("error").asText();
    assertThat(text).contains(word.replace("\\", ""));
  }

  private JsonNode status() throws IOException {
    return JSON.readTree(get(PAGE, CHIEF).body());
  }

  private Answer get(String path, String more) throws IOException {
    client.send("GET " + path + " HTTP/1.1\nHost: me\n" + more + "\n");
    return client.answer();
  }

  private Answer post(String path, String body) throws IOException {
    client.post(PAGE + path, RULE + CHIEF, bytes(body));
    return client.answer();
  }

  /** On a connection of its own, since a server may close it after a refusal. */
  private Answer fresh(String path, String more) throws IOException {
    try (RawClient its = new RawClient(server.port())) {
      its.send("GET " + path + " HTTP/1.1\nHost: me\n" + more + "\n");
      return its.answer();
    }
  }

  private Answer freshPost(String path, String more, String body) throws IOException {
    try (RawClient its = new RawClient(server.port())) {
      its.post(PAGE + path, more, bytes(body));
      return its.answer();
    }
  }

  private void ask(String expected) throws IOException {
    Answer answer = send();
    assertThat(answer.headers().first("Cache-Status")).contains(expected);
    assertThat(answer.text()).isEqualTo(REPLY);
  }

  private Answer send() throws IOException {
    client.post("/app" + PATH, "Authorization: Bearer k-planted\n", bytes(REQUEST));
    return client.answer();
  }

  private static String login(String user, String password) {
    byte[] plain = (user + ":" + password).getBytes(UTF_8);
    return "Authorization: Basic " + Base64.getEncoder().encodeToString(plain) + "\n";
  }
}
