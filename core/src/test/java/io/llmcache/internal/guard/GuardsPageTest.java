package io.llmcache.internal.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The table of docs/semantic.md names every guard, and no other. */
class GuardsPageTest {

  private static final Path PAGE =
      Path.of(System.getProperty("tests.root", "..")).resolve("docs/semantic.md");

  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z-]+)` \\| ");

  @Test
  void thePageNamesEveryGuard() throws IOException {
    String page = Files.readString(PAGE);
    String table =
        page.substring(page.indexOf("| guard |"), page.indexOf("\n\n", page.indexOf("| guard |")));
    List<String> named =
        ROW.matcher(table).results().map((MatchResult row) -> row.group(1)).toList();

    assertThat(named).containsExactlyInAnyOrderElementsOf(Guards.names());
  }
}
