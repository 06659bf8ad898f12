package io.llmcache.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Each in a JVM of its own, with what our jar holds of onnxruntime. */
class RedeployTest {

  private static final String HOOKS_IN_REACH = "--add-opens=java.base/java.lang=ALL-UNNAMED";

  @TempDir private Path temp;

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "files in use cannot be deleted there")
  void leavesNeitherClassesNorFilesOfFiveDeployments() throws Exception {
    List<String> lines = deploy(5, temp, List.of(HOOKS_IN_REACH));
    assertThat(lines).containsExactly(five("numbers: 384", "class loaders left: 0"));
    try (Stream<Path> files = Files.list(temp)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void worksInEachDeploymentWhereTheShutdownHooksAreOutOfReach() throws Exception {
    List<String> lines = deploy(2, temp, List.of());
    assertThat(lines).hasSize(3).startsWith("numbers: 384", "numbers: 384");
  }

  @Test
  void saysInOneSentenceThatTheNativeLibraryDoesNotLoad() throws Exception {
    List<String> lines = deploy(2, temp.resolve("missing"), List.of());
    assertThat(lines.get(0))
        .startsWith("warning: ")
        .contains("java.io.tmpdir")
        .contains("openai:URL#MODEL");
    assertThat(lines.get(1)).isEqualTo("no embedder");
    assertThat(lines.get(2)).startsWith("warning: ");
    assertThat(lines.get(3)).isEqualTo("no embedder");
  }

  @Test
  void namesTheArtifactOfAModelThatWasNotAdded() throws Exception {
    List<String> lines = deploy(1, temp, List.of("-Dllmcache.embedding=bge-small"));
    assertThat(lines.get(0))
        .startsWith("refused: llmcache.embedding = \"bge-small\"")
        .contains("io.llmcache:llmcache-embedding-bge-small");
  }

  @Test
  void verifiesNothingWhereTheNativeLibraryDoesNotLoad() throws Exception {
    List<String> lines =
        ChildJvm.run(VerifierAtStart.class, temp.resolve("missing"), List.of(), temp.toString());
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0)).startsWith("warning: ").contains("llmcache.verifier-model");
    assertThat(lines.get(1)).isEqualTo("no verdict");
  }

  private static List<String> deploy(int times, Path temp, List<String> options) throws Exception {
    String classPath = ChildJvm.deployment();
    return ChildJvm.run(Redeployments.class, temp, options, classPath, Integer.toString(times));
  }

  private static String[] five(String line, String last) {
    return new String[] {line, line, line, line, line, last};
  }
}
