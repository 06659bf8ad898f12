package io.llmcache.cli.semantic;

/** Why a text has no vector. */
public final class Texts {

  private Texts() {}

  /** The reason that is shown: an embedder says only that there is none. */
  public static String withoutVector(String text) {
    return text.isBlank() ? "empty" : "too-long";
  }
}
