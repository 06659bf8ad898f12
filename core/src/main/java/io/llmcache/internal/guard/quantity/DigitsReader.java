package io.llmcache.internal.guard.quantity;

import io.llmcache.internal.guard.text.Piece;
import io.llmcache.internal.guard.text.Pieces;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads digits that are a name rather than a number: order numbers, telephone numbers, "007". */
final class DigitsReader implements Reader {

  private static final Set<String> JOINTS = Set.of("-", ".", ")", "(");

  @Override
  public @Nullable Reading read(Pieces pieces, int at) {
    int start = pieces.at(at).in(Set.of("(", "+")) ? at + 1 : at;
    if (!pieces.at(start).isNumber()) {
      return null;
    }
    Reading phone = phone(pieces, start);
    if (phone != null || start > at) {
      return phone;
    }
    String text = pieces.at(at).text();
    boolean dots = text.indexOf('.') != text.lastIndexOf('.');
    return dots || NumeralReader.isName(text.replace(",", ""))
        ? new Reading(Quantity.hard("digits", "digits:" + text), at + 1)
        : null;
  }

  /** At least three groups, or two of three and more digits, seven digits together or more. */
  private static @Nullable Reading phone(Pieces pieces, int start) {
    StringBuilder digits = new StringBuilder();
    int groups = 0;
    int at = start;
    while (pieces.at(at).isNumber() && isGroup(pieces.at(at).text()) && groups < 8) {
      digits.append(pieces.at(at).text().replace(".", ""));
      groups++;
      at = skipJoints(pieces, at + 1);
    }
    boolean phone =
        digits.length() >= 7
            && digits.length() <= 15
            && (groups >= 3 || groups == 2 && digits.length() == 7);
    return phone
        ? new Reading(Quantity.hard("digits", "digits:" + digits), lastDigit(pieces, at))
        : null;
  }

  private static boolean isGroup(String text) {
    return text.indexOf(',') < 0 && text.length() <= 12;
  }

  private static int skipJoints(Pieces pieces, int from) {
    int at = from;
    while (pieces.at(at).in(JOINTS) && at < from + 2) {
      at++;
    }
    return at;
  }

  private static int lastDigit(Pieces pieces, int end) {
    int at = end;
    while (at > 0 && pieces.at(at - 1).kind() != Piece.Kind.NUMBER) {
      at--;
    }
    return at;
  }
}
