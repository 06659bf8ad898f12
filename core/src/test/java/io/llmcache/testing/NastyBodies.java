package io.llmcache.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Bodies that parsers have been broken by: the files of the folder {@code nasty}, each named for
 * what it is, and large ones that are made here.
 */
public final class NastyBodies {

  private NastyBodies() {}

  /** The files, by their names. */
  public static Map<String, byte[]> small() {
    Map<String, byte[]> bodies = new LinkedHashMap<>();
    for (String name : new String(file("index.txt"), UTF_8).split("\n")) {
      bodies.put(name, file(name));
    }
    return bodies;
  }

  /**
   * Large bodies of JSON, by what they are; those of more than 2 MB are longer than a request may
   * be.
   */
  public static Map<String, byte[]> large() {
    Map<String, byte[]> bodies = new LinkedHashMap<>();
    bodies.put("100,000 arrays in each other", bytes("[".repeat(100_000) + "]".repeat(100_000)));
    bodies.put(
        "100,000 objects in each other",
        bytes("{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000)));
    bodies.put("100,000 open brackets", bytes("[".repeat(100_000)));
    bodies.put("a string of 8 MB", bytes("{\"a\":\"" + "x".repeat(8 << 20) + "\"}"));
    bodies.put(
        "a string of 300,000 escapes", bytes("{\"a\":\"" + "\\u0041".repeat(300_000) + "\"}"));
    bodies.put("a name of 1 MB", bytes("{\"" + "n".repeat(1 << 20) + "\":1}"));
    bodies.put("a number of 1 MB", bytes("{\"a\":" + "9".repeat(1 << 20) + "}"));
    bodies.put("8 MB of blanks", bytes(" ".repeat(8 << 20) + "{}"));
    bodies.put("200,000 members", bytes(members(200_000)));
    bodies.put("500,000 elements", bytes("{\"a\":[1" + ",1".repeat(500_000) + "]}"));
    bodies.put("one name 200,000 times", bytes("{\"a\":1" + ",\"a\":1".repeat(200_000) + "}"));
    return bodies;
  }

  /** An object of so many members. */
  public static String members(int count) {
    StringBuilder text = new StringBuilder(16 * count).append('{');
    IntStream.range(0, count)
        .forEach(
            i -> text.append(i == 0 ? "" : ",").append("\"m").append(i).append("\":").append(i));
    return text.append('}').toString();
  }

  /** The names of {@link #small}, as they stand in the index. */
  public static List<String> names() {
    return List.copyOf(small().keySet());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(US_ASCII);
  }

  private static byte[] file(String name) {
    try (InputStream in = NastyBodies.class.getResourceAsStream("nasty/" + name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
