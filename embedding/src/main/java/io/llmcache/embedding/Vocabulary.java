package io.llmcache.embedding;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** The pieces that a WordPiece model knows, with their numbers. Immutable. */
final class Vocabulary {

  /** Stands before a piece that continues a word. */
  private static final String CONTINUES = "##";

  private static final JsonFactory JSON = new JsonFactory();

  private final Map<String, Integer> heads = new HashMap<>();
  private final Map<String, Integer> tails = new HashMap<>();

  private Vocabulary() {}

  /**
   * Reads a {@code tokenizer.json}. What it says of truncation and padding has no effect.
   *
   * @throws IOException if it is not that of a WordPiece model that reads lower case
   */
  static Vocabulary ofTokenizer(InputStream json) throws IOException {
    Vocabulary vocabulary = new Vocabulary();
    try (JsonParser parser = JSON.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("not a tokenizer.json");
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String field = parser.currentName();
        parser.nextToken();
        switch (field) {
          case "model" -> vocabulary.readModel(parser);
          case "normalizer" -> checkNormalizer(parser);
          default -> parser.skipChildren();
        }
      }
    }
    return vocabulary.checked();
  }

  /**
   * Reads a {@code vocab.txt}: a piece a line, numbered from 0.
   *
   * @throws IOException if the tokens that every model needs are not there
   */
  static Vocabulary ofLines(InputStream text) throws IOException {
    Vocabulary vocabulary = new Vocabulary();
    BufferedReader lines = new BufferedReader(new InputStreamReader(text, StandardCharsets.UTF_8));
    int number = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      vocabulary.add(line, number++);
    }
    return vocabulary.checked();
  }

  /** Number of a piece that begins a word; -1 if there is none. */
  int head(String piece) {
    return heads.getOrDefault(piece, -1);
  }

  /** Number of a piece, written without the mark, that continues a word; -1 if there is none. */
  int tail(String piece) {
    return tails.getOrDefault(piece, -1);
  }

  private void readModel(JsonParser parser) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String field = parser.currentName();
      JsonToken value = parser.nextToken();
      if (field.equals("vocab") && value == JsonToken.START_OBJECT) {
        readPieces(parser);
      } else if (field.equals("type") && !parser.getText().equals("WordPiece")) {
        throw new IOException("a tokenizer of another kind than WordPiece");
      } else {
        parser.skipChildren();
      }
    }
  }

  private void readPieces(JsonParser parser) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String piece = parser.currentName();
      parser.nextToken();
      add(piece, parser.getIntValue());
    }
  }

  private static void checkNormalizer(JsonParser parser) throws IOException {
    int depth = parser.currentToken().isStructStart() ? 1 : 0;
    while (depth > 0) {
      JsonToken token = parser.nextToken();
      if (token == null) {
        throw new IOException("a tokenizer.json that breaks off");
      }
      if (token == JsonToken.VALUE_FALSE && "lowercase".equals(parser.currentName())) {
        throw new IOException("a tokenizer that keeps upper case");
      }
      depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
    }
  }

  private void add(String piece, int number) {
    if (piece.startsWith(CONTINUES) && piece.length() > CONTINUES.length()) {
      tails.put(piece.substring(CONTINUES.length()), number);
    } else {
      heads.put(piece, number);
    }
  }

  private Vocabulary checked() throws IOException {
    for (SpecialToken token : SpecialToken.values()) {
      if (token.needed() && head(token.text()) < 0) {
        throw new IOException("a vocabulary without " + token.text());
      }
    }
    return this;
  }
}
