package io.llmcache.itests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page of the documentation.
 *
 * @param prose its lines outside of blocks
 * @param blocks what stands between fences, in its order
 */
record MarkdownPage(Path file, List<String> prose, List<Block> blocks) {

  private static final Pattern LINK = Pattern.compile("(?<!!)\\[[^\\]]*]\\(([^)\\s]+)\\)");
  private static final String FENCE = "```";

  /**
   * @param language what stands behind the opening fence; may be empty
   * @param line of the fence, the first line of a page being 1
   */
  record Block(Path file, int line, String language, String text) {

    @Override
    public String toString() {
      return file.getFileName() + ":" + line;
    }
  }

  static MarkdownPage read(Path file) {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> prose = new ArrayList<>();
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (!line.strip().startsWith(FENCE)) {
        prose.add(line);
        continue;
      }
      int begin = i + 1;
      do {
        i++;
        if (i == lines.size()) {
          throw new AssertionError(file + ":" + begin + ": the block has no end");
        }
      } while (!lines.get(i).strip().equals(FENCE));
      String language = line.strip().substring(FENCE.length());
      blocks.add(new Block(file, begin, language, String.join("\n", lines.subList(begin, i))));
    }
    return new MarkdownPage(file, prose, blocks);
  }

  /** Targets of its links as they are written. */
  List<String> links() {
    return LINK.matcher(String.join("\n", prose)).results().map(found -> found.group(1)).toList();
  }

  /** What can stand behind a {@code #}, as GitHub makes it of headings. */
  List<String> anchors() {
    List<String> anchors = new ArrayList<>();
    for (String line : prose) {
      Matcher heading = Pattern.compile("#{1,6} +(.*)").matcher(line);
      if (heading.matches()) {
        String slug =
            heading
                .group(1)
                .strip()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
        anchors.add(slug);
      }
    }
    return anchors;
  }

  /** Everything that is written in it, blocks too. */
  String text() {
    List<String> all = new ArrayList<>(prose);
    blocks.forEach(block -> all.add(block.text()));
    return String.join("\n", all);
  }

  @Override
  public String toString() {
    return String.valueOf(file.getFileName());
  }
}
