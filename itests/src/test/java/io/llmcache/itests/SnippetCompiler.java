package io.llmcache.itests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/**
 * Compiles pieces of Java as they stand in the documentation: types, members of a class or
 * statements, whichever it is. Names of the packages below need no import.
 */
final class SnippetCompiler {

  private static final String IMPORTS =
      Stream.of(
              "dev.langchain4j.http.client.jdk",
              "dev.langchain4j.model.chat",
              "dev.langchain4j.model.openai",
              "io.llmcache",
              "io.llmcache.interceptor",
              "io.llmcache.interceptor.http",
              "io.llmcache.interceptor.jaxrs",
              "io.llmcache.interceptor.langchain4j",
              "io.llmcache.spi",
              "jakarta.enterprise.context",
              "jakarta.enterprise.event",
              "jakarta.inject",
              "jakarta.transaction",
              "jakarta.ws.rs.client",
              "jakarta.ws.rs.core",
              "java.net",
              "java.net.http",
              "java.util",
              "java.util.concurrent",
              "java.util.stream")
          .map(name -> "import " + name + ".*; ")
          .reduce("", String::concat);

  private static final List<String> FORMS =
      List.of(
          "%s", "class Snippet {\n%s\n}", "class Snippet { void run() throws Exception {\n%s\n} }");

  private final Path classes;

  /**
   * @param classes folder for what is compiled
   */
  SnippetCompiler(Path classes) {
    this.classes = classes;
  }

  /** What is wrong with it, by the form that comes nearest; empty if it compiles in one of them. */
  List<String> errors(String code) {
    List<String> fewest = null;
    for (String form : FORMS) {
      List<String> errors = compile(IMPORTS + form.formatted(code));
      if (errors.isEmpty()) {
        return errors;
      }
      if (fewest == null || errors.size() <= fewest.size()) {
        fewest = errors;
      }
    }
    return List.copyOf(fewest);
  }

  private List<String> compile(String source) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(found, null, null)) {
      files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(classes));
      List<String> options =
          List.of("--release", "17", "-proc:none", "-cp", System.getProperty("java.class.path"));
      compiler.getTask(null, files, found, options, null, List.of(new Source(source))).call();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found.getDiagnostics().stream()
        .filter(each -> each.getKind() == Diagnostic.Kind.ERROR)
        .map(each -> each.getMessage(null))
        .toList();
  }

  /** Its name does not matter, as long as no type in it is public. */
  private static final class Source extends SimpleJavaFileObject {

    private final String text;

    Source(String text) {
      super(URI.create("string:///Snippet.java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
