package io.llmcache.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Runs a program of the tests in a JVM of its own. */
final class ChildJvm {

  private static final Predicate<String> IS_TESTS = path -> path.contains("test-classes");

  private ChildJvm() {}

  /** The lines that it prints; fails if it does not end well. */
  static List<String> run(Class<?> program, Path temp, List<String> options, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-XX:-UsePerfData", "-Djava.io.tmpdir=" + temp));
    command.addAll(List.of("-cp", classPath(path -> true), program.getName()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output.lines().toList();
  }

  /** What a deployment has: our classes, what they need, and no other copy of onnxruntime. */
  static String deployment() {
    return classPath(
        path ->
            !IS_TESTS.test(path)
                && !Path.of(path).getFileName().toString().startsWith("onnxruntime"));
  }

  private static String classPath(Predicate<String> wanted) {
    String ofSurefire = System.getProperty("surefire.test.class.path");
    String path = ofSurefire == null ? System.getProperty("java.class.path") : ofSurefire;
    return Arrays.stream(path.split(File.pathSeparator))
        .filter(wanted)
        .collect(Collectors.joining(File.pathSeparator));
  }
}
