package io.llmcache.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** What is published is in the BOM, and says what it is. */
class PublishedModulesTest {

  private static final Path ROOT = Path.of(System.getProperty("tests.root"));

  @Test
  void theBomHasEveryPublishedModuleAndNoOther() {
    List<String> managed =
        managed(ROOT.resolve("dist/bom/pom.xml")).stream()
            .filter(dependency -> !text(dependency, "type").equals("test-jar"))
            .map(dependency -> text(dependency, "artifactId"))
            .toList();
    List<String> published =
        published()
            .map(PublishedModulesTest::parse)
            .filter(pom -> !isParent(pom) && !text(pom, "artifactId").equals("llmcache-bom"))
            .map(pom -> text(pom, "artifactId"))
            .toList();
    assertThat(managed).containsExactlyInAnyOrderElementsOf(published);
  }

  @Test
  void theBomHasTheVersionOfTheProject() {
    assertThat(managed(ROOT.resolve("dist/bom/pom.xml")))
        .allMatch(dependency -> text(dependency, "version").equals("${project.version}"))
        .allMatch(dependency -> text(dependency, "groupId").equals("io.llmcache"));
  }

  @ParameterizedTest
  @MethodSource("published")
  void aPublishedPomSaysWhatItIsAndNamesNoRepository(Path file) {
    Element pom = parse(file);
    assertThat(text(pom, "name")).startsWith("llmcache");
    assertThat(text(pom, "description")).isNotBlank();
    assertThat(children(pom, "repositories")).isEmpty();
    assertThat(children(pom, "pluginRepositories")).isEmpty();
    assertThat(children(pom, "distributionManagement")).isEmpty();
  }

  @Test
  void allInheritTheLicence() {
    Element licences = children(parse(ROOT.resolve("pom.xml")), "licenses").get(0);
    assertThat(text(children(licences, "license").get(0), "name")).isEqualTo("Apache-2.0");
  }

  private static Stream<Path> published() {
    List<Path> poms = new ArrayList<>();
    collect(ROOT.resolve("pom.xml"), poms);
    return poms.stream();
  }

  /** A module that is not deployed has no modules that are. */
  private static void collect(Path file, List<Path> poms) {
    Element pom = parse(file);
    if (children(pom, "properties").stream()
        .anyMatch(properties -> text(properties, "maven.deploy.skip").equals("true"))) {
      return;
    }
    poms.add(file);
    for (Element modules : children(pom, "modules")) {
      for (Element module : children(modules, "module")) {
        collect(file.resolveSibling(module.getTextContent().strip()).resolve("pom.xml"), poms);
      }
    }
  }

  private static boolean isParent(Element pom) {
    return !children(pom, "modules").isEmpty();
  }

  private static List<Element> managed(Path file) {
    Element management = children(parse(file), "dependencyManagement").get(0);
    return children(children(management, "dependencies").get(0), "dependency");
  }

  private static Element parse(Path file) {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(file.toFile())
          .getDocumentElement();
    } catch (IOException | SAXException | ParserConfigurationException e) {
      throw new IllegalStateException(file.toString(), e);
    }
  }

  /** Empty where there is none. */
  private static String text(Element parent, String name) {
    return children(parent, name).stream()
        .findFirst()
        .map(child -> child.getTextContent().strip())
        .orElse("");
  }

  private static List<Element> children(Element parent, String name) {
    return IntStream.range(0, parent.getChildNodes().getLength())
        .mapToObj(parent.getChildNodes()::item)
        .filter(node -> node.getNodeType() == Node.ELEMENT_NODE && node.getNodeName().equals(name))
        .map(Element.class::cast)
        .toList();
  }
}
