package io.llmcache.infinispan;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Epochs as the text of one entry, Base64 of: a version, how many there are, and for each its
 * number and its scope in UTF-8 with its length. In the order of the scopes, since texts are
 * compared.
 */
final class EpochTable {

  private static final int VERSION = 1;

  private EpochTable() {}

  /**
   * @throws IllegalStateException if this is not such a table
   */
  static Map<String, Long> read(@Nullable String text) {
    Map<String, Long> table = new HashMap<>();
    if (text == null) {
      return table;
    }
    try (DataInputStream in =
        new DataInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(text)))) {
      int version = in.readByte();
      if (version != VERSION) {
        throw new IllegalStateException("a table of epochs of version " + version);
      }
      for (int left = in.readInt(); left > 0; left--) {
        long number = in.readLong();
        byte[] scope = in.readNBytes(in.readInt());
        table.put(new String(scope, StandardCharsets.UTF_8), number);
      }
      return table;
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalStateException("a table of epochs that is cut off", e);
    }
  }

  static String write(Map<String, Long> table) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeInt(table.size());
      for (Map.Entry<String, Long> entry : new TreeMap<>(table).entrySet()) {
        byte[] scope = entry.getKey().getBytes(StandardCharsets.UTF_8);
        out.writeLong(entry.getValue());
        out.writeInt(scope.length);
        out.write(scope);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  /** The number above all in the table, and not below another. */
  static long next(Map<String, Long> table, long atLeast) {
    long last = table.values().stream().mapToLong(Long::longValue).max().orElse(0);
    return Math.max(last + 1, atLeast);
  }

  /** The table with this number for each of the scopes. */
  static Map<String, Long> raised(Map<String, Long> table, Set<String> scopes, long number) {
    Map<String, Long> raised = new HashMap<>(table);
    scopes.forEach(scope -> raised.put(scope, number));
    return raised;
  }
}
