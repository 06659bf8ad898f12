package io.llmcache.internal.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.internal.engine.Reasons.About;
import io.llmcache.internal.guard.PromptGates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every reason that the sources give has a sentence, and docs/explain.md lists them all. */
class ReasonsTest {

  private static final Path ROOT = Path.of(System.getProperty("tests.root", ".."));
  private static final String BEGIN = "<!-- reasons: written by ReasonsTest -->\n";
  private static final String END = "<!-- end of reasons -->";

  private static final String WORD = "\"([a-z0-9]+(?:-[a-z0-9]+)*-?)\"(?!\\.)";

  @Test
  void whyTheCacheKeepsOut() throws IOException {
    Set<String> given = new TreeSet<>();
    String calls =
        "(?:\\bbypass|Admission\\.bypass|Tenant\\.unknown|UnreadableRequestException)\\(\\s*";
    collect(given, "core filter interceptor", ".*", calls + WORD);
    collect(given, "core", "TenantResolver", "named\\([^;]*" + WORD + "\\)");
    collect(given, "filter", "GatewayServlet", "(?:return|[?:])\\s*" + WORD);
    collect(given, "core", "ExchangeCoordinator", "bypass\\(closed \\? " + WORD + " : " + WORD);
    collect(given, "core", "(Pass\\w*|\\w+Pass|InvokeRules)", "(?:return|[?:])\\s*" + WORD);
    collect(given, "core", "\\w+Class", "PASS,\\s*" + WORD);
    assertThat(given)
        .contains("off", "closed", "request-too-large", "web-search", "no-principal", "not-json");
    assertAllKnown(About.BYPASS, given);
  }

  @Test
  void whyAnAnswerIsNotStored() throws IOException {
    Set<String> given = new TreeSet<>();
    collect(given, "core", "(Keeping|StoragePolicy)", "refused?\\(\\s*" + WORD);
    collect(given, "core", "Keeping", "\\? refuse\\(" + WORD);
    collect(given, "core", "Keeping", "note\\(" + WORD);
    collect(given, "core", "ExchangeLease", "(?:replaced|notStored)\\((?:exchange, )?" + WORD);
    collect(given, "core", "VaryFields", "(?:return|worst =) " + WORD);
    collect(given, "core", "ExchangeLease", "relay\\(status, headers, " + WORD);
    assertThat(given)
        .contains(
            "too-large", "broken-off", "refused", "status-", "not-called", "vary", "vary-any");
    assertAllKnown(About.NOT_STORED, given);
  }

  @Test
  void whyNothingIsServedThatIsStored() throws IOException {
    Set<String> given = new TreeSet<>();
    collect(given, "core", "(ReusePolicy|TieredLookup)", "left\\(?\\)?, " + WORD);
    assertThat(given).contains("invalidated", "expired", "older-than-max-age");
    assertAllKnown(About.MISS, given);
    assertThat(Reasons.knows(About.MISS, "other-form")).isTrue();
  }

  @Test
  void whyAQuestionIsNotAnsweredByMeaning() throws IOException {
    Set<String> given = new TreeSet<>(PromptGates.names());
    collect(given, "core", "(Sought|Meanings)", "refused\\(" + WORD);
    collect(given, "core", "Meanings", "(?:[?:]|null,) " + WORD);
    collect(given, "core", "Meanings", "return " + WORD);
    collect(given, "core", "QuestionMatcher", "null : " + WORD);
    collect(given, "core", "(\\w*Exact\\w*)", "(?:return|[?:])\\s*" + WORD);
    collect(
        given,
        "core",
        "(ConverseClass|CohereChatClass|CompletionClass|OllamaClass)",
        "return " + WORD);
    collect(given, "core", "\\w+", "EXACT_ONLY,\\s*" + WORD);
    collect(given, "core", "OllamaEmbed", "\"load-command\" : " + WORD);
    collect(given, "core", "BedrockInvoke", "isEmpty\\(\\) \\? " + WORD);
    given.removeAll(Reasons.all(About.BYPASS).keySet());
    assertThat(given).contains("veto", "below-threshold", "nothing-near", "tools", "embeddings");
    assertAllKnown(About.MEANING, given);
  }

  @Test
  void whyAStaleAnswerIsServed() throws IOException {
    Set<String> given = new TreeSet<>();
    collect(
        given, "core", "(ExchangeCoordinator|Batches|ExchangeLease|Waiting\\w+)", WORD + "\\)+;");
    given.removeIf(word -> !word.startsWith("stale-") && !word.startsWith("upstream-p"));
    assertThat(given).contains("stale-if-error", "upstream-paused", "stale-while-revalidate");
    assertAllKnown(About.STALE, given);
  }

  @ParameterizedTest
  @EnumSource(About.class)
  void eachIsASentence(About about) {
    assertThat(Reasons.all(about)).isNotEmpty();
    Reasons.all(about)
        .values()
        .forEach(words -> assertThat(words).isPrintable().endsWith(".").hasSizeLessThan(250));
    assertThat(Reasons.knows(about, "what-nobody-says")).isFalse();
  }

  @Test
  void thePageListsThemAll() throws IOException {
    Path page = ROOT.resolve("docs/explain.md");
    String text = Files.readString(page, UTF_8);
    int from = text.indexOf(BEGIN) + BEGIN.length();
    int to = text.indexOf(END);
    assertThat(from).isGreaterThanOrEqualTo(BEGIN.length());
    if ("write".equals(System.getProperty("tests.docs"))) {
      text = text.substring(0, from) + table() + text.substring(to);
      Files.writeString(page, text);
      to = text.indexOf(END);
    }
    assertThat(text.substring(from, to))
        .as("docs/explain.md; write it anew with -Dtests.docs=write")
        .isEqualTo(table());
  }

  private static String table() {
    StringBuilder table = new StringBuilder("\n");
    for (About about : About.values()) {
      String name = about.name().toLowerCase(Locale.ROOT).replace('_', '-');
      table.append("### `").append(name).append("`\n\n| reason | in words |\n| --- | --- |\n");
      Reasons.all(about)
          .forEach((reason, words) -> table.append("| `%s` | %s |%n".formatted(reason, words)));
      table.append("\n");
    }
    return table.toString();
  }

  private static void assertAllKnown(About about, Set<String> given) {
    assertThat(given).allSatisfy(word -> assertThat(Reasons.knows(about, word)).as(word).isTrue());
  }

  /** What a group of the pattern finds in the sources of these modules. */
  private static void collect(Set<String> into, String modules, String file, String pattern)
      throws IOException {
    Pattern wanted = Pattern.compile(pattern);
    int found = 0;
    for (String module : modules.split(" ")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
        List<Path> sources =
            files.filter(path -> path.getFileName().toString().matches(file + "\\.java")).toList();
        for (Path source : sources) {
          Matcher matcher = wanted.matcher(Files.readString(source, UTF_8));
          while (matcher.find()) {
            for (int group = 1; group <= matcher.groupCount(); group++) {
              into.add(matcher.group(group));
              found++;
            }
          }
        }
      }
    }
    assertThat(found).as(pattern + " finds something").isPositive();
  }
}
