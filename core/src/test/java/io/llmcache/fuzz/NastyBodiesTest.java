package io.llmcache.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.llmcache.exchange.Headers;
import io.llmcache.spi.ReplyFacts;
import io.llmcache.spi.ReplyFacts.Ending;
import io.llmcache.spi.ReplyTracker;
import io.llmcache.spi.RequestFacts;
import io.llmcache.spi.UnreadableRequestException;
import io.llmcache.testing.NastyBodies;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Bodies that are known to break parsers, through every API: read or refused, in bounded memory.
 */
class NastyBodiesTest {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** What reading may allocate: so many times the body's length, and a little. */
  private static final int TIMES = 64;

  private static final long LITTLE = 8 << 20;

  @Test
  void allFilesAreAmongThem() throws Exception {
    Path folder =
        Path.of(Objects.requireNonNull(NastyBodies.class.getResource("nasty/index.txt")).toURI())
            .getParent();
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .filteredOn(name -> !name.equals("index.txt"))
          .hasSizeGreaterThan(70)
          .containsExactlyInAnyOrderElementsOf(NastyBodies.names());
    }
  }

  static List<URI> targets() {
    return RequestFuzzTest.TARGETS;
  }

  @ParameterizedTest
  @MethodSource("targets")
  void aRequestIsReadOrRefused(URI target) throws Exception {
    NastyBodies.small().forEach((name, body) -> read(target, name, body));
    NastyBodies.large().forEach((name, body) -> read(target, name, body));
    NastyBodies.small().forEach((name, body) -> read(target, name, inside(body)));
  }

  @Test
  void aLargeFieldThatNoApiKnowsIsReadOrRefused() {
    NastyBodies.large()
        .forEach((name, body) -> read(RequestFuzzTest.TARGETS.get(0), name, inside(body)));
  }

  @Test
  void aMillionMembersAreReadInBoundedMemory() {
    read(
        RequestFuzzTest.TARGETS.get(0),
        "a million members",
        NastyBodies.members(1_000_000).getBytes(ISO_8859_1));
  }

  /** In a request that is sound but for this, as the value of a field that no API knows. */
  private static byte[] inside(byte[] body) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(
        ("{\"model\":\"moss\",\"messages\":[{\"role\":\"user\",\"content\":\"rain\"}],"
                + "\"prompt\":\"rain\",\"input\":\"rain\",\"texts\":[\"rain\"],\"query\":\"rain\","
                + "\"documents\":[\"rain\"],\"contents\":[{\"parts\":[{\"text\":\"rain\"}]}],"
                + "\"max_tokens\":5,\"unheard_of\":")
            .getBytes(ISO_8859_1));
    out.writeBytes(body);
    out.write('}');
    return out.toByteArray();
  }

  private static void read(URI target, String name, byte[] body) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    try {
      assertThat(Corpus.read(target, body)).isNotNull();
    } catch (UnreadableRequestException e) {
      assertThat(e.getMessage()).as(name).isNotBlank().hasSizeLessThan(60);
    }
    assertThat(THREADS.getCurrentThreadAllocatedBytes() - before)
        .as("bytes for %s at %s", name, target)
        .isLessThan((long) TIMES * body.length + LITTLE);
  }

  @ParameterizedTest
  @CsvSource({
    "double-names.json, duplicate-json-name",
    "double-names-escaped.json, duplicate-json-name",
    "double-names-inside.json, duplicate-json-name",
    "byte-order-mark.json, not-json",
    "utf-16-le.json, not-json",
    "surrogate-in-utf-8.json, not-utf-8",
    "overlong-slash.json, not-utf-8",
    "beyond-unicode.json, not-utf-8",
    "latin-1.json, not-utf-8",
    "too-long-integer.json, json-number-too-long",
    "exponent-beyond-int.json, not-json",
    "two-texts.json, text-after-the-json",
    "nul-after-json.json, text-after-the-json",
    "empty.json, no-json",
    "null.json, not-a-json-object",
  })
  void saysWhatIsWrong(String name, String reason) {
    byte[] body = Objects.requireNonNull(NastyBodies.small().get(name));

    assertThatThrownBy(() -> Corpus.read(RequestFuzzTest.TARGETS.get(0), body))
        .isInstanceOf(UnreadableRequestException.class)
        .hasMessage(reason);
  }

  /** What looks alike, or is made alike by a careless decoder, is never one request. */
  @Test
  void noTwoStrangeTextsAreOne() throws Exception {
    List<String> texts =
        List.of(
            "\\ud800",
            "\\ud801",
            "\\udc00",
            "\\udc00\\ud800",
            "?",
            "\\ufffd",
            "\\u0000",
            "",
            "\\ud83d\\ude00",
            "\\u202e",
            "\\u00a0",
            " ",
            "o\\u0308",
            "\\u00f6",
            "\\u0131",
            "i",
            "-0",
            "0",
            "1e5",
            "\\\\ud800",
            "\\u2028",
            "\\n");
    Map<String, String> seen = new LinkedHashMap<>();
    for (String text : texts) {
      for (String copy : new String[] {text, text + "x".repeat(100)}) {
        String body =
            "{\"model\":\"moss\",\"messages\":[{\"role\":\"user\",\"content\":\"" + copy + "\"}]}";
        RequestFacts facts = Corpus.read(RequestFuzzTest.TARGETS.get(0), body.getBytes(ISO_8859_1));
        String before = seen.put(new String(facts.canonical(), ISO_8859_1), copy);
        assertThat(before).as(copy).isNull();
      }
    }
  }

  static Stream<ReplyKind> replies() {
    return Stream.of(
            ReplyKind.sse(), ReplyKind.ndjson(), ReplyKind.jsonArrays(), ReplyKind.eventStreams())
        .flatMap(List::stream);
  }

  @ParameterizedTest
  @MethodSource("replies")
  void noneOfThemIsAnAnswer(ReplyKind kind) {
    NastyBodies.small()
        .forEach(
            (name, body) -> {
              for (RequestFacts request : List.of(kind.unary(), kind.stream())) {
                check(kind, request, name, body, body.length);
                check(kind, request, name, body, 7);
              }
            });
    NastyBodies.large().forEach((name, body) -> check(kind, kind.stream(), name, body, 16 << 10));
  }

  private static void check(
      ReplyKind kind, RequestFacts request, String name, byte[] body, int piece) {
    assertThat(end(kind, request, body, piece).ending())
        .as("%s as a reply of %s", name, kind.format().id())
        .isGreaterThan(Ending.LENGTH);
  }

  private static ReplyFacts end(ReplyKind kind, RequestFacts request, byte[] body, int piece) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    ReplyTracker tracker = kind.format().track(request, 200, Headers.EMPTY);
    int size = Math.max(1, piece);
    for (int at = 0; at < body.length; at += size) {
      tracker.accept(ByteBuffer.wrap(body, at, Math.min(size, body.length - at)));
      tracker.progress();
    }
    ReplyFacts facts = tracker.end();
    assertThat(THREADS.getCurrentThreadAllocatedBytes() - before)
        .isLessThan((long) TIMES * body.length + LITTLE);
    return facts;
  }

  @Test
  void everyFramingIsAsked() {
    List<String> formats = new ArrayList<>();
    replies().forEach(kind -> formats.add(kind.format().id()));
    assertThat(formats).hasSizeGreaterThanOrEqualTo(10);
  }
}
