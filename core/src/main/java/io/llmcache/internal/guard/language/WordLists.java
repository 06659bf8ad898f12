package io.llmcache.internal.guard.language;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads the word lists beside this class: words between spaces, lines with "#" are remarks. */
final class WordLists {

  private WordLists() {}

  static Set<String> read(String name) {
    try (InputStream in = WordLists.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("Missing on the class path: " + name);
      }
      return words(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> words(BufferedReader lines) {
    Set<String> words = new HashSet<>();
    lines
        .lines()
        .filter(line -> !line.startsWith("#"))
        .forEach(line -> words.addAll(List.of(line.split(" ", -1))));
    return words;
  }
}
