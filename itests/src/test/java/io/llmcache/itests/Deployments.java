package io.llmcache.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * Archives of what the build copied for these tests: the samples' WARs, and the jars that
 * llmcache-wildfly brings into a WAR.
 */
final class Deployments {

  private Deployments() {}

  /** The jars of WEB-INF/lib of an application that depends on {@code llmcache-wildfly}. */
  static File[] libraries() {
    return jars("lib");
  }

  /** What such an application adds to be answered by meaning. */
  static File[] embedding() {
    return jars("embedding");
  }

  private static File[] jars(String name) {
    File[] jars = folder().resolve(name).toFile().listFiles((dir, file) -> file.endsWith(".jar"));
    if (jars == null || jars.length == 0) {
      throw new IllegalStateException("no jars in " + folder().resolve(name));
    }
    return jars;
  }

  /**
   * A WAR with nothing in it but those jars and a descriptor; with the embedder if a setting names
   * one.
   *
   * @param name of the archive, without its ending; also its context path
   * @param settings of the cache, as context parameters
   */
  static WebArchive cached(String name, Map<String, String> settings) {
    WebArchive war =
        ShrinkWrap.create(WebArchive.class, name + ".war")
            .addAsLibraries(libraries())
            .setWebXML(new StringAsset(webXml(settings)));
    return settings.containsKey("llmcache.embedding") ? war.addAsLibraries(embedding()) : war;
  }

  /** Settings under which a WAR answers by meaning, with the real model. */
  static Map<String, String> meaning() {
    return Map.of("llmcache.embedding", "minilm");
  }

  /** Differs where settings do. */
  static String mark(Map<String, String> settings) {
    return Integer.toHexString(new TreeMap<>(settings).hashCode());
  }

  /** The same with a gateway whose route {@code up} leads to the upstream. */
  static WebArchive gateway(String name, URI upstream, Map<String, String> settings) {
    Map<String, String> all = new TreeMap<>(settings);
    all.put("llmcache.gateway.routes", "up=" + upstream);
    return cached(name, all);
  }

  /** What stands before an upstream's path at the gateway of an application. */
  static URI route(Server.Deployed gateway) {
    return gateway.uri("/gateway/up");
  }

  /** A descriptor with context parameters. */
  static String webXml(Map<String, String> parameters) {
    StringBuilder xml =
        new StringBuilder(
            "<web-app xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"6.0\">");
    parameters.forEach(
        (name, value) ->
            xml.append("<context-param><param-name>")
                .append(name)
                .append("</param-name><param-value>")
                .append(value.replace("&", "&amp;").replace("<", "&lt;"))
                .append("</param-value></context-param>"));
    return xml.append("</web-app>").toString();
  }

  /** A sample's WAR by the name of its folder, for example {@code gateway}. */
  static WebArchive sample(String name) {
    Path war = folder().resolve(name + ".war");
    if (!Files.isRegularFile(war)) {
      throw new IllegalStateException("no such sample: " + war);
    }
    return ShrinkWrap.createFromZipFile(WebArchive.class, war.toFile());
  }

  /** AssertJ, for tests that run in the server. */
  static File[] assertions() {
    return new File[] {
      jarOf(org.assertj.core.api.Assertions.class), jarOf(net.bytebuddy.ByteBuddy.class)
    };
  }

  /** The shared fixtures, core's test-jar, for contracts that run in the server. */
  static File[] fixtures() {
    return new File[] {jarOf(io.llmcache.testing.StoreContract.class)};
  }

  /** LangChain4j's models for OpenAI with what they need, for WARs that call by them. */
  static File[] langChain4j() {
    return new File[] {
      jarOf(dev.langchain4j.model.openai.OpenAiChatModel.class),
      jarOf(dev.langchain4j.model.chat.ChatModel.class),
      jarOf(dev.langchain4j.http.client.HttpClient.class),
      jarOf(dev.langchain4j.http.client.jdk.JdkHttpClientBuilder.class),
      jarOf(com.fasterxml.jackson.databind.ObjectMapper.class),
      jarOf(com.fasterxml.jackson.annotation.JsonProperty.class),
      jarOf(com.knuddels.jtokkit.Encodings.class)
    };
  }

  /** Where a class comes from. */
  static File jarOf(Class<?> type) {
    return new File(type.getProtectionDomain().getCodeSource().getLocation().getPath());
  }

  /** Where the build put them. */
  static Path folder() {
    return Path.of(System.getProperty("tests.deployments"));
  }

  /** For an application that has its metrics scraped. */
  static File[] micrometer() {
    return onClassPath("micrometer-.*|prometheus-metrics-.*|HdrHistogram.*|LatencyUtils.*");
  }

  /** For an application that has OpenTelemetry of its own. */
  static File[] openTelemetry() {
    return onClassPath("opentelemetry-.*");
  }

  private static File[] onClassPath(String names) {
    File[] jars =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(File::new)
            .filter(file -> file.getName().matches(names))
            .toArray(File[]::new);
    assertThat(jars).hasSizeGreaterThan(3);
    return jars;
  }
}
