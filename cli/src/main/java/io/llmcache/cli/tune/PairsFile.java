package io.llmcache.cli.tune;

import io.llmcache.cli.common.ConfigError;
import io.llmcache.cli.common.Line;
import io.llmcache.cli.common.LineReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads labelled pairs: {@code text_a text_b label kind} with tabs between, in UTF-8. The first
 * line may be that header; the kind may be left out.
 */
final class PairsFile {

  /** A file of another form has as many bad lines as lines. */
  private static final int MOST_NAMED = 10;

  private final Path path;
  private final String name;
  private final List<LabelledPair> pairs = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();

  private PairsFile(Path path, String name) {
    this.path = path;
    this.name = name;
  }

  /**
   * The pairs of all files, in order. A file goes by its name without folders if it can.
   *
   * @throws ConfigError if one cannot be read or has bad lines, each named
   */
  static List<LabelledPair> readAll(List<Path> paths) {
    List<String> names = paths.stream().map(path -> String.valueOf(path.getFileName())).toList();
    boolean clash = names.stream().distinct().count() < names.size();
    List<LabelledPair> all = new ArrayList<>();
    for (int i = 0; i < paths.size(); i++) {
      Path path = paths.get(i);
      all.addAll(read(path, clash ? path.toString() : names.get(i)));
    }
    return all;
  }

  private static List<LabelledPair> read(Path path, String name) {
    PairsFile file = new PairsFile(path, name);
    try (LineReader lines = new LineReader(Files.newInputStream(path))) {
      for (Line line = lines.next(); line != null; line = lines.next()) {
        file.take(line);
      }
    } catch (IOException e) {
      throw new ConfigError(
          "%s cannot be read (%s).".formatted(path, e.getClass().getSimpleName()));
    }
    return file.checked();
  }

  private void take(Line line) {
    String text = text(line.bytes());
    if (text == null) {
      fault(line, "is not UTF-8");
      return;
    }
    String[] columns = text.split("\t", -1);
    if (line.number() > 1 || !columns[0].equals("text_a")) {
      take(line, columns);
    }
  }

  private void take(Line line, String[] columns) {
    if (columns.length < 3 || columns.length > 4) {
      fault(line, "has %d columns, not text_a, text_b, label, kind".formatted(columns.length));
    } else if (columns[0].isBlank() || columns[1].isBlank()) {
      fault(line, "has an empty text");
    } else if (!columns[2].equals("0") && !columns[2].equals("1")) {
      fault(line, "has a label that is neither 0 nor 1");
    } else {
      String kind = columns.length < 4 || columns[3].isBlank() ? "(none)" : columns[3];
      pairs.add(new LabelledPair(name, columns[0], columns[1], columns[2].equals("1"), kind));
    }
  }

  private static @Nullable String text(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  private void fault(Line line, String what) {
    faults.add("%s:%d %s".formatted(name, line.number(), what));
  }

  private List<LabelledPair> checked() {
    if (faults.size() > MOST_NAMED) {
      int more = faults.size() - MOST_NAMED;
      faults.subList(MOST_NAMED, faults.size()).clear();
      faults.add("and %d more such lines".formatted(more));
    }
    if (!faults.isEmpty()) {
      throw new ConfigError(String.join("\n", faults));
    }
    if (pairs.isEmpty()) {
      throw new ConfigError("%s has no pairs.".formatted(path));
    }
    return pairs;
  }
}
