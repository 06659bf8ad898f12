package io.llmcache.cli.common;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineReaderTest {

  @Test
  void blankLinesAreCountedButNotGiven() throws IOException {
    assertThat(read("a\n\n \t\nb\n")).containsExactly("1:a", "4:b");
  }

  @Test
  void theLastLineNeedsNoEnd() throws IOException {
    assertThat(read("a\nb")).containsExactly("1:a", "2:b");
    assertThat(read("")).isEmpty();
  }

  @Test
  void carriageReturnsAndAByteOrderMarkAreNotPartOfALine() throws IOException {
    assertThat(read("\ufeffa\r\n\r\nb\r\n")).containsExactly("1:a", "3:b");
    assertThat(read("\ufeff")).isEmpty();
  }

  @Test
  void linesMayBeLongAndInAnyScript() throws IOException {
    String line = "Möja ⛴ ".repeat(20_000);
    assertThat(read(line + "\n")).containsExactly("1:" + line);
  }

  @Test
  void aFileIsCountedAsItIsRead(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("f"), "a\n\nb\r\n\r\nc");
    assertThat(LineReader.count(file)).isEqualTo(3);
  }

  private static List<String> read(String text) throws IOException {
    List<String> lines = new ArrayList<>();
    try (LineReader reader = new LineReader(new ByteArrayInputStream(text.getBytes(UTF_8)))) {
      for (Line line = reader.next(); line != null; line = reader.next()) {
        lines.add(line.number() + ":" + new String(line.bytes(), UTF_8));
      }
    }
    return lines;
  }
}
