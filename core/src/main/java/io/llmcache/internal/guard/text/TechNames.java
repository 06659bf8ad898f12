package io.llmcache.internal.guard.text;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Programming languages, systems and tools that a text names, each by one name. */
final class TechNames {

  private static final Map<String, String> NAMES = new HashMap<>();

  /** English words too: they count with a capital letter, and not as the first word. */
  private static final Set<String> AMBIGUOUS =
      Set.of(
          "go", "swift", "rust", "spring", "edge", "react", "safari", "oracle", "flask", "angular",
          "dart", "julia", "scala", "rails", "windows", "conda", "pandas", "excel", "chrome",
          "ruby", "yarn", "mac", "bash", "opera");

  static {
    add(
        "java python ruby rust swift kotlin scala perl php haskell erlang elixir clojure fortran cobol");
    add("matlab lua dart julia go groovy typescript javascript sql html css bash zsh powershell");
    add(
        "windows linux ubuntu debian fedora macos android ios freebsd mysql postgresql sqlite mongodb");
    add(
        "mariadb oracle redis cassandra react angular vue svelte django flask spring rails laravel");
    add("numpy pandas tensorflow pytorch kubernetes docker podman terraform ansible aws azure gcp");
    add("chrome firefox safari edge opera npm yarn pnpm pip conda maven gradle git svn");
    add("vim emacs vscode intellij eclipse xcode excel powerpoint");
    add("nginx apache tomcat jenkins jquery graphql junit pytest");
    alias("js", "javascript");
    alias("ts", "typescript");
    alias("golang", "go");
    alias("postgres", "postgresql");
    alias("k8s", "kubernetes");
    alias("csharp", "c#");
    alias("cpp", "c++");
    alias("osx", "macos");
    alias("mac", "macos");
    alias("mongo", "mongodb");
    alias("nodejs", "node.js");
    alias("reactjs", "react");
    alias("react.js", "react");
    alias("vuejs", "vue");
    alias("vue.js", "vue");
  }

  private TechNames() {}

  /** Never null. */
  static Set<String> in(Pieces pieces) {
    Set<String> found = new HashSet<>();
    for (int i = 0; i < pieces.size(); i++) {
      String name = NAMES.get(pieces.at(i).lower());
      if (name != null && (i > 0 && pieces.at(i).capitalised() || !isAmbiguous(pieces.at(i)))) {
        found.add(name);
      }
    }
    return found;
  }

  /** Whether this word, in lower case, names one. */
  static boolean knows(String word) {
    return NAMES.containsKey(word);
  }

  private static boolean isAmbiguous(Piece piece) {
    return piece.in(AMBIGUOUS);
  }

  private static void add(String names) {
    for (String name : names.split(" ", -1)) {
      NAMES.put(name, name);
    }
  }

  private static void alias(String name, String meaning) {
    NAMES.put(name, meaning);
  }
}
