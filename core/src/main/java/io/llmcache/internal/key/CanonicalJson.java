package io.llmcache.internal.key;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes a tree of {@link JsonTree} as the one text that all its spellings share: names sorted by
 * UTF-16 code unit, nulls left out of objects, numbers without trailing zeros, no blanks, UTF-8
 * with as few escapes as JSON allows. Text inside strings is left as it is. Two trees that differ
 * in anything else differ in bytes.
 */
public final class CanonicalJson {

  /**
   * A part of a tree whose names keep their order, and which keeps its nulls: JSON schemas, since
   * models follow the order of properties, and whatever nobody here knows the meaning of.
   */
  public record AsWritten(Object value) {}

  /**
   * A string of a tree that somebody wants to find again in the canonical text. It is the node that
   * is marked, so an equal text elsewhere in the tree is never taken for it.
   *
   * @param text a String or a JsonText
   */
  public record Marked(Object text) {}

  /**
   * A canonical text in which one string was marked.
   *
   * @param from where the marked string begins, after its quote; -1 if none was marked
   * @param to where its closing quote is; -1 if none was marked
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
  public record Placed(byte[] bytes, int from, int to) {}

  private final CanonicalBytes out;
  private final boolean asRead;
  private int markedFrom = -1;
  private int markedTo = -1;

  private CanonicalJson(int expectedLength, boolean asRead) {
    out = new CanonicalBytes(expectedLength);
    this.asRead = asRead;
  }

  /** The canonical text, in UTF-8. */
  public static byte[] write(@Nullable Object tree) {
    return write(tree, 0);
  }

  /** The canonical text, in UTF-8, of which somebody knows about how many bytes it will have. */
  public static byte[] write(@Nullable Object tree, int expectedLength) {
    return writePlaced(tree, expectedLength).bytes();
  }

  /** Likewise, and where in it the one string is that the tree has {@link Marked}. */
  public static Placed writePlaced(@Nullable Object tree, int expectedLength) {
    CanonicalJson writer = new CanonicalJson(expectedLength, false);
    writer.value(tree, true);
    return new Placed(writer.out.toByteArray(), writer.markedFrom, writer.markedTo);
  }

  /**
   * The tree as it was read, in UTF-8: names in their order, nulls kept, and an integer without an
   * exponent, since not every reader takes {@code 1e2} for one.
   */
  public static byte[] writeAsRead(@Nullable Object tree) {
    CanonicalJson writer = new CanonicalJson(0, true);
    writer.value(tree, false);
    return writer.out.toByteArray();
  }

  /**
   * The tree with names sorted and all else as it was read: nulls, and the spelling of numbers. Two
   * trees that a program could tell apart differ in bytes.
   */
  public static Placed writeExactly(@Nullable Object tree, int expectedLength) {
    CanonicalJson writer = new CanonicalJson(expectedLength, true);
    writer.value(tree, true);
    return new Placed(writer.out.toByteArray(), writer.markedFrom, writer.markedTo);
  }

  /** Classes come before interfaces, which take longer to rule out. */
  private void value(@Nullable Object node, boolean sorted) {
    if (node instanceof String text) {
      out.string(text);
    } else if (node instanceof JsonText text) {
      text.writeTo(out);
    } else if (node instanceof LinkedHashMap<?, ?> members) {
      object(members, sorted);
    } else if (node instanceof ArrayList<?> elements) {
      array(elements, sorted);
    } else if (node instanceof BigDecimal number) {
      number(number);
    } else if (node == null || node instanceof Boolean) {
      out.ascii(String.valueOf(node));
    } else if (node instanceof AsWritten part) {
      value(part.value(), false);
    } else if (node instanceof Marked marked) {
      markedFrom = out.length() + 1;
      value(marked.text(), sorted);
      markedTo = out.length() - 1;
    } else if (node instanceof Map<?, ?> members) {
      object(members, sorted);
    } else if (node instanceof List<?> elements) {
      array(elements, sorted);
    } else {
      throw new IllegalArgumentException(node.getClass() + " is nothing that JSON knows");
    }
  }

  private void object(Map<?, ?> members, boolean sorted) {
    if (sorted) {
      sortedObject(members);
    } else {
      objectAsWritten(members);
    }
  }

  private void number(BigDecimal number) {
    if (asRead) {
      out.ascii(number.toString());
    } else {
      out.number(number);
    }
  }

  private void sortedObject(Map<?, ?> members) {
    String[] names = members.keySet().toArray(new String[0]);
    Arrays.sort(names);
    out.ascii('{');
    boolean first = true;
    for (String name : names) {
      Object value = members.get(name);
      if (value != null || asRead) {
        member(name, value, first, true);
        first = false;
      }
    }
    out.ascii('}');
  }

  private void objectAsWritten(Map<?, ?> members) {
    out.ascii('{');
    boolean first = true;
    for (Map.Entry<?, ?> member : members.entrySet()) {
      member((String) member.getKey(), member.getValue(), first, false);
      first = false;
    }
    out.ascii('}');
  }

  private void member(String name, @Nullable Object value, boolean first, boolean sorted) {
    if (!first) {
      out.ascii(',');
    }
    out.name(name);
    value(value, sorted);
  }

  private void array(List<?> elements, boolean sorted) {
    out.ascii('[');
    for (int i = 0; i < elements.size(); i++) {
      if (i > 0) {
        out.ascii(',');
      }
      value(elements.get(i), sorted);
    }
    out.ascii(']');
  }
}
