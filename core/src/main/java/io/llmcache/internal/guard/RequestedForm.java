package io.llmcache.internal.guard;

import io.llmcache.internal.guard.text.Piece;
import io.llmcache.internal.guard.text.Pieces;
import java.util.Set;
import java.util.TreeSet;

/** The language, format, length, audience and tone that a question asks its answer to have. */
final class RequestedForm {

  private static final Set<String> INTO = Set.of("in", "into", "to", "as", "using", "with", "from");

  private static final Set<String> FRAME_WORDS =
      Set.of(
          "a",
          "an",
          "the",
          "very",
          "simple",
          "only",
          "some",
          "valid",
          "plain",
          "nice",
          "short",
          "bulleted",
          "proper",
          "form",
          "of",
          "pure",
          "just",
          "one",
          "single",
          "two",
          "three",
          "few");

  private static final Set<String> WRITES =
      Set.of("write", "compose", "draft", "create", "generate", "produce");

  /** How the wish for a kind of text begins; it may as well be said with another verb. */
  static final String GENRE = "genre ";

  private final Pieces pieces;
  private final Set<String> wishes = new TreeSet<>();

  private RequestedForm(Pieces pieces) {
    this.pieces = pieces;
  }

  /** Each wish by one name, such as "language French" or "length short"; empty for none. */
  static Set<String> of(Pieces pieces) {
    RequestedForm form = new RequestedForm(pieces);
    for (int i = 0; i < pieces.size(); i++) {
      form.read(i);
    }
    return form.wishes;
  }

  private void read(int at) {
    Piece piece = pieces.at(at);
    if (piece.in(INTO)) {
      readTarget(piece.lower(), at + 1);
    }
    if (piece.in(WRITES)) {
      readGenre(at + 1);
    }
    FormWords.phrase(pieces, at).ifPresent(wishes::add);
  }

  private void readTarget(String preposition, int from) {
    int at = skipFrame(from);
    String word = pieces.at(at).lower();
    String language = FormWords.language(word);
    if (!language.isEmpty()) {
      readLanguage(preposition, language, at);
      return;
    }
    String format = FormWords.format(pieces, at);
    boolean means = Set.of("to", "with", "from", "using").contains(preposition);
    boolean known = pieces.at(at - 1).is("the");
    if (!format.isEmpty() && !known && (!means || format.equals("bullets"))) {
      wishes.add("format " + format);
    }
  }

  /** "in French" and "to French" ask the same; "in simple English" is a tone, not a language. */
  private void readLanguage(String preposition, String language, int at) {
    if (pieces.at(at - 1).in(Set.of("plain", "simple"))) {
      return;
    }
    boolean place =
        pieces.at(at + 1).isWord() && pieces.at(at + 1).in(FormWords.NOT_A_LANGUAGE_BEFORE);
    if (!place && !preposition.equals("with") && !preposition.equals("using")) {
      wishes.add((preposition.equals("from") ? "from language " : "language ") + language);
    }
  }

  private void readGenre(int from) {
    int at = pieces.at(from).in(Set.of("me", "us", "out")) ? from + 1 : from;
    for (int i = at; i < at + 5; i++) {
      String genre = FormWords.genre(pieces.at(i).lower());
      if (!genre.isEmpty()) {
        wishes.add(GENRE + genre);
        return;
      }
    }
  }

  private int skipFrame(int from) {
    int at = from;
    while (at < from + 4 && (pieces.at(at).in(FRAME_WORDS) || pieces.at(at).isNumber())) {
      at++;
    }
    return at;
  }
}
