package io.llmcache.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcache.exchange.CacheRequest;
import io.llmcache.exchange.Headers;
import io.llmcache.exchange.MethodFraming;
import io.llmcache.exchange.WayIn;
import io.llmcache.spi.RequestFacts;
import io.llmcache.spi.UnreadableRequestException;
import io.llmcache.spi.WireFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The samples of the tests, from which random input is made. */
final class Corpus {

  private static final Path FOLDER = folder();

  private static final List<WireFormat> FORMATS =
      ServiceLoader.load(WireFormat.class).stream().map(ServiceLoader.Provider::get).toList();

  private Corpus() {}

  /** What a format is, by an address of its. */
  static WireFormat format(URI target) {
    return FORMATS.stream().filter(f -> f.recognises("POST", target)).findFirst().orElseThrow();
  }

  static List<WireFormat> formats() {
    return FORMATS;
  }

  /** The facts of a request of these bytes. */
  static RequestFacts read(URI target, byte[] body) throws UnreadableRequestException {
    Headers headers = Headers.of("Content-Type", "application/json");
    WayIn wayIn = isMethod(target) ? WayIn.METHOD : WayIn.CLIENT;
    return format(target).read(CacheRequest.of(wayIn, "POST", target, headers, body));
  }

  /** Whether requests there are calls of a method, whose arguments count as they are written. */
  static boolean isMethod(URI target) {
    return MethodFraming.SCHEME.equals(target.getScheme());
  }

  static String text(String folder, String name) {
    return text(FOLDER.resolve(folder).resolve(name));
  }

  /** The texts of all samples whose folder, slash and name are as wanted, in a fixed order. */
  static List<String> texts(Predicate<String> wanted) {
    try (Stream<Path> files = Files.walk(FOLDER, 2)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> wanted.test(FOLDER.relativize(file).toString().replace('\\', '/')))
          .sorted()
          .map(Corpus::text)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return new String(Files.readAllBytes(file), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path folder() {
    try {
      return Path.of(
          Objects.requireNonNull(Corpus.class.getResource("/io/llmcache/testing/openai-chat"))
              .toURI()
              .resolve("."));
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
