package io.llmcache.internal.key;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.exchange.CacheRequest;
import io.llmcache.exchange.Headers;
import io.llmcache.exchange.WayIn;
import io.llmcache.settings.TenantMode;
import io.llmcache.settings.TenantMode.Kind;
import io.llmcache.spi.UnreadableRequestException;
import io.llmcache.spi.WireFormat;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Requests and their keys, as every deployment has them in its stores. If this fails, the change
 * gives requests other keys than before, and stored answers are lost: then {@link
 * KeyDeriver#VERSION} must move, and the keys in the files with it. A key that is written as {@code
 * ?} is filled in by a run with {@code -Dtests.keys=write}.
 */
class KeyFixturesTest {

  private static final Path FOLDER =
      Path.of(
          System.getProperty("tests.root", ".."),
          "core/src/test/resources/io/llmcache/internal/key");

  private final TenantResolver tenants =
      new TenantResolver(new TenantMode(Kind.CREDENTIAL, ""), CredentialHash.of((Path) null));

  /** One for each wire format. */
  static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".txt")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void requestsHaveTheKeysThatTheyAlwaysHad(Path file) throws Exception {
    List<Sample> samples = samples(Files.readString(file, UTF_8));
    if ("write".equals(System.getProperty("tests.keys"))) {
      fillIn(file, samples);
      samples = samples(Files.readString(file, UTF_8));
    }
    assertThat(Files.readString(file, UTF_8))
        .as("the version that the keys in the file are of")
        .startsWith("key version " + KeyDeriver.VERSION + "\n");
    for (Sample sample : samples) {
      assertThat(keyOf(sample)).as(sample.name()).isEqualTo(sample.key());
    }
    assertThat(samples).isNotEmpty();
  }

  private void fillIn(Path file, List<Sample> samples)
      throws IOException, UnreadableRequestException {
    String text = Files.readString(file, UTF_8);
    for (Sample sample : samples) {
      if (sample.key().equals("?")) {
        String before = sample.text() + "=> ?\n";
        text = text.replace(before, sample.text() + "=> " + keyOf(sample) + "\n");
      }
    }
    Files.writeString(file, text);
  }

  private String keyOf(Sample sample) throws UnreadableRequestException {
    CacheRequest request =
        CacheRequest.of(
            WayIn.CLIENT, "POST", sample.target(), sample.headers(), sample.body().getBytes(UTF_8));
    WireFormat format =
        ServiceLoader.load(WireFormat.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(one -> one.recognises("POST", sample.target()))
            .findFirst()
            .orElseThrow();
    return new KeyDeriver("default")
        .derive(tenants.tenantOf(request).id(), request.target(), format.read(request))
        .hex();
  }

  /** Each begins with {@code ## name}, then target, fields, an empty line, body, {@code => key}. */
  private static List<Sample> samples(String file) {
    List<Sample> samples = new ArrayList<>();
    String[] parts = file.split("(?m)^## ");
    for (int i = 1; i < parts.length; i++) {
      samples.add(sample(parts[i]));
    }
    return samples;
  }

  private static Sample sample(String part) {
    int key = part.lastIndexOf("=> ");
    int blank = part.indexOf("\n\n");
    String[] head = part.substring(0, blank).split("\n");
    Headers headers = Headers.EMPTY;
    for (int i = 2; i < head.length; i++) {
      int colon = head[i].indexOf(':');
      headers = headers.plus(head[i].substring(0, colon), head[i].substring(colon + 1).trim());
    }
    return new Sample(
        head[0],
        URI.create(head[1]),
        headers,
        part.substring(blank + 2, key),
        part.substring(key + 3).strip(),
        part.substring(0, key));
  }

  private record Sample(
      String name, URI target, Headers headers, String body, String key, String text) {}
}
