package io.llmcache.internal.wire;

/**
 * Finds where JSON objects and arrays close in bytes that come in pieces, by brackets and quotes
 * alone: whether the text between is JSON is for a parser to say.
 */
final class JsonEnd {

  private int depth;
  private boolean inString;
  private boolean escaped;

  /** Takes one byte; true if it closes the outermost bracket. */
  boolean closes(byte b) {
    if (inString) {
      if (escaped) {
        escaped = false;
      } else if (b == '\\') {
        escaped = true;
      } else {
        inString = b != '"';
      }
      return false;
    }
    switch (b) {
      case '"' -> inString = true;
      case '{', '[' -> depth++;
      case '}', ']' -> {
        depth--;
        return depth == 0;
      }
      default -> {}
    }
    return false;
  }

  /** Whether no bracket and no string is open. */
  boolean outside() {
    return depth <= 0 && !inString;
  }
}
