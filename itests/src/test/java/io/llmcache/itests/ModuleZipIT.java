package io.llmcache.itests;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.itests.app.CompletionServlet;
import io.llmcache.itests.app.JaxRsClientServlet;
import io.llmcache.settings.SettingKey;
import io.llmcache.settings.SettingsReader;
import io.llmcache.settings.SettingsSource;
import io.llmcache.testing.Answer;
import io.llmcache.testing.Ask;
import io.llmcache.testing.Background;
import io.llmcache.testing.FakeUpstream;
import io.llmcache.testing.OpenAiChatFixtures;
import io.llmcache.testing.UpstreamAnswer;
import io.llmcache.testing.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The zip is unpacked over a WildFly, its scripts are run, and WARs that know nothing of the cache
 * have it.
 */
@Order(Demos.BEFORE_ARQUILLIAN)
class ModuleZipIT {

  private static final String MODULES = "modules/io/llmcache";
  private static final Pattern SETTING =
      Pattern.compile(
          "^#?/system-property=([a-z0-9.-]+):add\\(value=\"(.*)\"\\)$", Pattern.MULTILINE);

  private static WildFlyHome home;
  private static OwnWildFly server;
  private static String before;

  @BeforeAll
  static void install() {
    home = WildFlyHome.copy("wildfly-with-module");
    home.unpack(Path.of(System.getProperty("tests.deployments"), "wildfly-module.zip"));
    before = home.configuration();
    String chosen =
        script("settings")
            .replace(
                "#/system-property=llmcache.cache-ttl:add(value=\"1h\")",
                "/system-property=llmcache.cache-ttl:add(value=\"2h\")");
    home.cli(script("install"), script("install"), chosen);
    assertThat(home.configuration()).containsOnlyOnce("io.llmcache");
    Path properties = home.write("llmcache.properties", "llmcache.upstream-hosts=127.0.0.1\n");
    server = OwnWildFly.start(home, "-P=" + properties);
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void eachOfTwoUntouchedWarsHasACacheOfItsOwnUntilItIsUndeployed() {
    WebArchive first = untouched("first");
    WebArchive second = untouched("second");
    long lines = startLines();
    assertThat(server.cacheThreads()).isEmpty();
    URI firstUri = server.deploy(first);
    URI secondUri = server.deploy(second);
    assertThat(startLines() - lines).isEqualTo(2);
    try (FakeUpstream upstream = FakeUpstream.start()) {
      isCachedFrom(1, upstream, firstUri.resolve("/first/jax-rs"));
      isCachedFrom(3, upstream, secondUri.resolve("/second/jax-rs"));
    }
    server.undeploy(first);
    assertThat(server.cacheThreads()).isNotEmpty();
    server.undeploy(second);
    Waiting.until(() -> server.cacheThreads().isEmpty(), "a cache outlives its deployment");
  }

  @Test
  void aRestClientIsCachedToo() {
    WebArchive war = untouched("rest");
    try (FakeUpstream upstream = FakeUpstream.start()) {
      isCachedFrom(1, upstream, server.deploy(war).resolve("/rest/rest-client"));
    } finally {
      server.undeploy(war);
    }
  }

  @Test
  void whatTheModuleNeedsIsNotSeenByDeployments() {
    assertThat(home.read(MODULES + "/main/module.xml")).doesNotContain("export=");
    assertThat(jars(MODULES + "/main")).allMatch(jar -> jar.startsWith("llmcache-"));
  }

  @Test
  void theChosenSettingHolds() {
    WebArchive war = untouched("chosen");
    try (FakeUpstream upstream = FakeUpstream.start()) {
      upstream.always(UpstreamAnswer.json(200, OpenAiChatFixtures.REPLY));
      URI client = server.deploy(war).resolve("/chosen/jax-rs");
      ask(client, upstream, OpenAiChatFixtures.REQUEST);
      assertThat(ask(client, upstream, OpenAiChatFixtures.REQUEST).cacheStatus())
          .containsPattern("ttl=71[0-9]{2};");
    } finally {
      server.undeploy(war);
    }
  }

  @Test
  void aWarThatExcludesTheModuleHasNoCache() {
    WebArchive war =
        untouched("without")
            .addAsWebInfResource(
                new StringAsset(
                    home.read("llmcache/README.txt")
                        .lines()
                        .dropWhile(line -> !line.contains("<jboss-deployment-structure"))
                        .takeWhile(line -> !line.startsWith("Then"))
                        .reduce("", String::concat)),
                "jboss-deployment-structure.xml");
    long lines = startLines();
    try (FakeUpstream upstream = FakeUpstream.start()) {
      isNotCached(upstream, server.deploy(war).resolve("/without/jax-rs"), "");
      assertThat(startLines()).isEqualTo(lines);
    } finally {
      server.undeploy(war);
    }
  }

  @Test
  void aWarMaySwitchItsCacheOff() {
    WebArchive war =
        untouched("off")
            .setWebXML(new StringAsset(Deployments.webXml(Map.of("llmcache.mode", "off"))));
    try (FakeUpstream upstream = FakeUpstream.start()) {
      isNotCached(upstream, server.deploy(war).resolve("/off/jax-rs"), "");
    } finally {
      server.undeploy(war);
    }
  }

  @Test
  void aWarThatHasTheJarsStillHasOneCache() {
    WebArchive war = untouched("own").addAsLibraries(Deployments.libraries());
    long lines = startLines();
    try (FakeUpstream upstream = FakeUpstream.start()) {
      isCachedFrom(1, upstream, server.deploy(war).resolve("/own/jax-rs"));
      assertThat(startLines() - lines).isEqualTo(1);
    } finally {
      server.undeploy(war);
    }
  }

  @Test
  void aWarThatAddsTheEmbedderIsAnsweredByMeaning() {
    WebArchive war = untouched("meaning").addAsLibraries(Deployments.embedding());
    try {
      server.deploy(war);
      assertThat(server.log())
          .filteredOn(line -> line.contains("llmcache is ready"))
          .last()
          .asString()
          .contains("semantic=serve");
    } finally {
      server.undeploy(war);
    }
  }

  @Test
  void theSettingsScriptHasEverySettingWithAValueThatIsAccepted() {
    Map<String, String> settings = new TreeMap<>();
    for (MatchResult line : SETTING.matcher(script("settings")).results().toList()) {
      settings.put(line.group(1), line.group(2));
    }
    assertThat(settings)
        .containsOnlyKeys(Arrays.stream(SettingKey.values()).map(SettingKey::key).toList());
    List<String> warnings = new ArrayList<>();
    SettingsReader.read(List.of(SettingsSource.ofMap("the script", true, settings)), warnings::add);
    assertThat(warnings).isEmpty();
  }

  @Test
  void theServerTakesEverySettingAsTheScriptHasIt() {
    WildFlyHome another = WildFlyHome.copy("wildfly-all-settings");
    String script = script("settings").replace("#/", "/");
    another.cli(script);
    for (MatchResult line : SETTING.matcher(script).results().toList()) {
      assertThat(another.configuration())
          .contains("<property name=\"%s\" value=\"%s\"/>".formatted(line.group(1), line.group(2)));
    }
  }

  @Test
  void theGatewayScriptLiftsTheLimits() {
    WildFlyHome another = WildFlyHome.copy("wildfly-gateway");
    another.cli(script("gateway"), script("gateway"));
    for (String listener :
        List.of("http-listener name=\"default\"", "https-listener name=\"https\"")) {
      assertThat(another.configuration())
          .containsPattern("<" + listener + "[^>]* max-post-size=\"0\"")
          .containsPattern("<" + listener + "[^>]* allow-encoded-slash=\"true\"");
    }
  }

  @Test
  void theUninstallScriptLeavesTheServerAsItWas() {
    WildFlyHome another = WildFlyHome.copy("wildfly-uninstall");
    String ofAnother =
        script("install").replace("{name=io.llmcache, services=true}", "{name=org.slf4j}");
    another.cli(ofAnother);
    String first = another.configuration();
    another.cli(script("install"), script("uninstall"), script("uninstall"));
    assertThat(another.configuration()).isEqualTo(first);
    assertThat(before).doesNotContain("global-modules");
  }

  @ParameterizedTest
  @ValueSource(strings = {MODULES + "/main", MODULES + "/redis-client/main"})
  void eachModuleNamesTheJarsThatItHas(String folder) {
    assertThat(
            Pattern.compile("resource-root path=\"([^\"]+)\"")
                .matcher(home.read(folder + "/module.xml"))
                .results()
                .map(match -> match.group(1)))
        .containsExactlyInAnyOrderElementsOf(jars(folder));
  }

  @Test
  void theLicenceOfEachJarIsThere() {
    String licences = home.read("llmcache/licenses/README.txt");
    assertThat(jars(MODULES + "/redis-client/main")).allMatch(licences::contains);
    assertThat(home.folder().resolve("llmcache/LICENSE")).exists();
  }

  private static String script(String name) {
    return home.read("llmcache/llmcache-" + name + ".cli");
  }

  private static List<String> jars(String folder) {
    try (Stream<Path> files = Files.list(home.folder().resolve(folder))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".jar"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A WAR with an application in it and nothing else, not even a descriptor. */
  private static WebArchive untouched(String name) {
    return ShrinkWrap.create(WebArchive.class, name + ".war")
        .addPackage(JaxRsClientServlet.class.getPackage())
        .deleteClass(CompletionServlet.class);
  }

  private static long startLines() {
    return server.log().stream().filter(line -> line.contains("llmcache is ready")).count();
  }

  /** The first call of either shape reaches the upstream, the second does not. */
  private static void isCachedFrom(int next, FakeUpstream upstream, URI client) {
    upstream.next(UpstreamAnswer.json(200, OpenAiChatFixtures.REPLY));
    assertThat(ask(client, upstream, OpenAiChatFixtures.REQUEST).isHit()).isFalse();
    Answer unary = ask(client, upstream, OpenAiChatFixtures.REQUEST);
    assertThat(unary.isHit()).isTrue();
    assertThat(text(unary)).isEqualTo(OpenAiChatFixtures.REPLY);
    assertThat(upstream.count()).isEqualTo(next);

    String streamed = OpenAiChatFixtures.requestAsking("And streamed?", true);
    upstream.next(UpstreamAnswer.events(List.of(OpenAiChatFixtures.STREAM)));
    assertThat(text(ask(client, upstream, streamed))).isEqualTo(OpenAiChatFixtures.STREAM);
    Answer stream = ask(client, upstream, streamed);
    assertThat(stream.isHit()).isTrue();
    assertThat(text(stream)).isEqualTo(OpenAiChatFixtures.STREAM);
    assertThat(upstream.count()).isEqualTo(next + 1);
  }

  private static void isNotCached(FakeUpstream upstream, URI client, String cacheStatus) {
    upstream.always(UpstreamAnswer.json(200, OpenAiChatFixtures.REPLY));
    for (int time = 1; time <= 2; time++) {
      Answer answer = ask(client, upstream, OpenAiChatFixtures.REQUEST);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.cacheStatus()).isEqualTo(cacheStatus);
      assertThat(upstream.count()).isEqualTo(time);
    }
  }

  private static Answer ask(URI client, FakeUpstream upstream, String json) {
    Ask ask =
        Ask.chat(json)
            .to("")
            .with("X-Relay-Method", "POST")
            .with("X-Relay-Target", upstream.uri() + OpenAiChatFixtures.PATH);
    return Background.limited(() -> new HttpSender(client).send(ask));
  }

  private static String text(Answer answer) {
    return Background.limited(answer::text);
  }
}
