package io.llmcache.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmcache.interceptor.jaxrs.LlmCacheFeature;
import io.llmcache.itests.MarkdownPage.Block;
import io.llmcache.platform.Figure;
import io.llmcache.settings.SettingsException;
import io.llmcache.settings.SettingsReader;
import io.llmcache.settings.SettingsSource;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** What README and docs say holds: code compiles, settings are read, links lead somewhere. */
class DocumentationTest {

  private static final Path ROOT = Path.of(System.getProperty("tests.root"));
  private static final Path README = ROOT.resolve("README.md");

  /** A key as it is written, also in its commands and variables. */
  private static final Pattern KEY =
      Pattern.compile("(?<![\\w./-])llmcache\\.[a-z][a-zA-Z0-9.-]*[a-zA-Z0-9]");

  /** A test class, or one of its tests. */
  private static final Pattern TEST =
      Pattern.compile("`([A-Z][A-Za-z0-9]*(?:Test|IT|Contract|Properties))(?:\\.(\\w+))?`");

  /** What stands for a test in a narrow table, and is a row of another one. */
  private static final Pattern SHORT = Pattern.compile("\\b[A-Z]\\d\\b");

  /** {@code llmcache.cache-ttl=1h} in a line of its own, in `code` or behind -D. */
  private static final Pattern SETTING =
      Pattern.compile("(?:(?m:^)|`|-D)(llmcache\\.[a-zA-Z0-9.-]+)=([^`\\n]*)");

  private static final Pattern PROPERTY =
      Pattern.compile("/system-property=([^:`\\s]+):add\\(value=\"?([^\")]*)\"?\\)");

  private static final Pattern VARIABLE =
      Pattern.compile("\\b(LLMCACHE_[A-Z0-9_]+)(?:=([^`\\s]*))?");

  /** Files and attributes of spans that look like keys. */
  private static final Set<String> NO_KEYS =
      Set.of(
          "llmcache.jar",
          "llmcache.properties",
          "llmcache.outcome",
          "llmcache.tier",
          "llmcache.reason",
          "llmcache.similarity",
          LlmCacheFeature.BYPASS);

  @TempDir private Path classes;

  @ParameterizedTest
  @MethodSource("javaBlocks")
  void codeCompiles(Block block) {
    assertThat(new SnippetCompiler(classes).errors(block.text())).isEmpty();
  }

  @Test
  void codeThatNamesWhatIsNotThereDoesNotCompile() {
    SnippetCompiler compiler = new SnippetCompiler(classes);
    assertThat(compiler.errors("LlmCaches.current().forget();")).hasSize(1);
    assertThat(compiler.errors("@LlmCached(life = \"1h\") String answer() { return \"\"; }"))
        .isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("blocksOfProperties")
  void propertiesAreRead(Block block) throws IOException {
    Properties properties = new Properties();
    properties.load(new StringReader(block.text()));
    Map<String, String> map = new TreeMap<>();
    properties.stringPropertyNames().forEach(key -> map.put(key, properties.getProperty(key)));
    assertThat(map.keySet()).isNotEmpty().allMatch(key -> key.startsWith("llmcache."));
    read(map);
  }

  @ParameterizedTest
  @MethodSource("pages")
  void settingsAreRead(MarkdownPage page) {
    for (Pattern pattern : List.of(SETTING, PROPERTY)) {
      for (MatchResult found : pattern.matcher(page.text()).results().toList()) {
        if (found.group(1).startsWith("llmcache.")) {
          read(Map.of(found.group(1), found.group(2).strip()));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void keysAreThere(MarkdownPage page) {
    List<String> unknown =
        KEY.matcher(page.text())
            .results()
            .map(MatchResult::group)
            .filter(key -> !NO_KEYS.contains(key) && !isMeter(key) && isUnknown(key))
            .toList();
    assertThat(unknown).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void variablesAreThoseOfKeys(MarkdownPage page) {
    for (MatchResult found : VARIABLE.matcher(page.text()).results().toList()) {
      SettingsSource source =
          SettingsSource.environment(
              Map.of(found.group(1), found.group(2) == null ? "" : found.group(2)));
      assertThat(source.keys()).allMatch(key -> !isUnknown(key), found.group());
    }
  }

  /** A page that says that a test shows something names one that is there. */
  @ParameterizedTest
  @MethodSource("pages")
  void testsThatAreNamedAreThere(MarkdownPage page) {
    assertThat(TEST.matcher(page.text()).results().map(MatchResult::group))
        .allMatch(DocumentationTest::isTest);
  }

  /** Where a table has a column of tests, none of its promises is without one. */
  @ParameterizedTest
  @MethodSource("pages")
  void promisesNameTheirTests(MarkdownPage page) {
    assertThat(promises(page.text())).allMatch(row -> namesATest(row, page.text()));
  }

  @Test
  void whatIsPromisedIsNotOverlooked() {
    assertThat(promises(ProjectFiles.page("operations.md"))).hasSizeGreaterThan(60);
    assertThat(promises(ProjectFiles.page("security.md"))).hasSizeGreaterThan(35);
    assertThat(isTest("`ClusterIT.withRedisEqualCallsOnBothNodesAreOne`")).isTrue();
    assertThat(isTest("`ClusterIT.send`")).as("no test").isFalse();
    assertThat(isTest("`ClusterIT.isThereNot`")).isFalse();
    assertThat(isTest("`IsThereNotIT`")).isFalse();
    assertThat(namesATest("| it works | `works` |", "")).isFalse();
    assertThat(namesATest("| it works | C6 |", "| C5 | `ClusterIT.x` |")).isFalse();
  }

  /** The rows of tables whose last column is {@code test}. */
  private static List<String> promises(String page) {
    List<String> rows = new ArrayList<>();
    boolean inTable = false;
    for (String line : page.lines().toList()) {
      if (line.startsWith("|") && line.endsWith("| test |")) {
        inTable = true;
      } else if (!line.startsWith("|")) {
        inTable = false;
      } else if (inTable && !line.startsWith("| ---")) {
        rows.add(line);
      }
    }
    return rows;
  }

  private static boolean namesATest(String row, String page) {
    String last = row.substring(row.substring(0, row.length() - 2).lastIndexOf("| "));
    return TEST.matcher(last).find()
        || SHORT
            .matcher(last)
            .results()
            .anyMatch(found -> page.contains("\n| " + found.group() + " | `"));
  }

  /** Whether what a page names is a class of tests, or a test in one. */
  private static boolean isTest(String named) {
    Matcher matcher = TEST.matcher(named);
    if (!matcher.matches()) {
      return false;
    }
    String source = ProjectFiles.source(matcher.group(1));
    String method = matcher.group(2);
    return !source.isEmpty()
        && (method == null
            || Pattern.compile(
                    "(?s)@(Parameterized|Repeated)?(Test|Property)\\b((?!\\bvoid\\b).)*\\bvoid "
                        + method
                        + "\\(")
                .matcher(source)
                .find());
  }

  @Test
  void aWrongSettingIsFound() {
    assertThat(isUnknown("llmcache.cache-tll")).isTrue();
    assertThat(isUnknown("llmcache.method.Catalog.describe.ttl")).isFalse();
    assertThatThrownBy(() -> read(Map.of("llmcache.cache-ttl", "long")))
        .isInstanceOf(SettingsException.class);
  }

  @Test
  void everyMeterIsDescribed() throws IOException {
    String page = Files.readString(ROOT.resolve("docs/observability.md"));
    assertThat(Arrays.stream(Figure.values()).map(figure -> "`" + figure.id() + "`"))
        .allMatch(page::contains);
    assertThat(page).contains("`" + Figure.TIER_UP + "`");
  }

  @ParameterizedTest
  @MethodSource("xmlBlocks")
  void xmlIsWellFormedAndNamesModulesThatThereAre(Block block) throws Exception {
    Element root = parse(block.text());
    for (Element group : elements(root, "groupId")) {
      if (group.getTextContent().strip().equals("io.llmcache")) {
        assertThat(sibling(group, "artifactId")).isIn(published());
      }
    }
    for (Element name : elements(root, "param-name")) {
      if (name.getTextContent().strip().startsWith("llmcache.")) {
        read(Map.of(name.getTextContent().strip(), sibling(name, "param-value")));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void linksLeadSomewhere(MarkdownPage page) {
    List<String> broken =
        page.links().stream()
            .filter(link -> !isElsewhere(link))
            .filter(link -> !leadsSomewhere(page, link))
            .toList();
    assertThat(broken).isEmpty();
  }

  @Test
  void everyPageIsReachedFromTheReadme() {
    Set<Path> reached = new TreeSet<>();
    Deque<Path> next = new ArrayDeque<>(List.of(README));
    while (!next.isEmpty()) {
      Path file = next.pop();
      if (reached.add(file)) {
        MarkdownPage page = MarkdownPage.read(file);
        page.links().stream()
            .filter(link -> !isElsewhere(link))
            .map(link -> target(page, link))
            .filter(target -> target.toString().endsWith(".md") && Files.exists(target))
            .forEach(next::push);
      }
    }
    assertThat(reached).containsAll(pages().map(MarkdownPage::file).toList());
  }

  @Test
  void theReadmeIsShort() throws IOException {
    assertThat(Files.readAllLines(README)).hasSizeLessThan(130);
  }

  private static void read(Map<String, String> settings) {
    SettingsReader.read(
        List.of(SettingsSource.ofMap("the documentation", true, settings)),
        warning -> {
          throw new AssertionError(warning);
        });
  }

  private static boolean isUnknown(String key) {
    try {
      read(Map.of(key, ""));
      return false;
    } catch (SettingsException e) {
      return String.valueOf(e.getMessage()).startsWith("Unknown key");
    }
  }

  private static boolean isMeter(String name) {
    return name.equals(Figure.TIER_UP)
        || Arrays.stream(Figure.values()).anyMatch(figure -> figure.id().equals(name));
  }

  private static boolean isElsewhere(String link) {
    return link.matches("[a-z]+:.*");
  }

  private static boolean leadsSomewhere(MarkdownPage page, String link) {
    Path target = target(page, link);
    int hash = link.indexOf('#');
    return Files.exists(target)
        && (hash < 0 || MarkdownPage.read(target).anchors().contains(link.substring(hash + 1)));
  }

  private static Path target(MarkdownPage page, String link) {
    String path = link.split("#", 2)[0];
    return path.isEmpty() ? page.file() : page.file().resolveSibling(path).normalize();
  }

  private static Stream<MarkdownPage> pages() {
    List<Path> files = new ArrayList<>(List.of(README));
    try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
      docs.filter(file -> file.toString().endsWith(".md")).sorted().forEach(files::add);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return files.stream().map(MarkdownPage::read);
  }

  private static Stream<Block> blocks(String language) {
    return pages()
        .flatMap(page -> page.blocks().stream())
        .filter(block -> block.language().equals(language));
  }

  private static Stream<Block> javaBlocks() {
    return blocks("java");
  }

  private static Stream<Block> blocksOfProperties() {
    return blocks("properties");
  }

  private static Stream<Block> xmlBlocks() {
    return blocks("xml");
  }

  /** Artifacts of the BOM, and itself. */
  private static List<String> published() throws Exception {
    List<String> names = new ArrayList<>(List.of("llmcache-bom"));
    Element bom =
        parse(Files.readString(ROOT.resolve("dist/bom/pom.xml")).replaceFirst("<\\?.*?>", ""));
    elements(bom, "dependency").stream()
        .flatMap(dependency -> elements(dependency, "artifactId").stream())
        .forEach(artifact -> names.add(artifact.getTextContent().strip()));
    return names;
  }

  /** A block may hold several elements. */
  private static Element parse(String xml)
      throws ParserConfigurationException, IOException, SAXException {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader("<block>" + xml + "</block>")))
        .getDocumentElement();
  }

  private static List<Element> elements(Element within, String name) {
    List<Element> found = new ArrayList<>();
    NodeList nodes = within.getElementsByTagName(name);
    for (int i = 0; i < nodes.getLength(); i++) {
      found.add((Element) nodes.item(i));
    }
    return found;
  }

  private static String sibling(Element element, String name) {
    for (Node node = element.getParentNode().getFirstChild();
        node != null;
        node = node.getNextSibling()) {
      if (node.getNodeName().equals(name)) {
        return node.getTextContent().strip();
      }
    }
    return "";
  }
}
