package io.llmcache.internal.seal;

import io.llmcache.settings.SettingKey;
import io.llmcache.settings.SettingsException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The keys of a key file: the first one writes, all of them read. Immutable. */
final class KeyRing {

  private static final int KEY_BYTES = 32;
  private static final Pattern LINE = Pattern.compile("(\\S+)\\s+(\\S+)");
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,32}");
  private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{64}");

  private final Map<String, Key> byId;
  private final Key writing;

  private KeyRing(Map<String, Key> byId, Key writing) {
    this.byId = byId;
    this.writing = writing;
  }

  /**
   * Reads lines of an id and a key; blank lines and those that begin with {@code #} do not count.
   *
   * @param file for messages, which never quote a key
   * @throws SettingsException naming file, line and remedy
   */
  static KeyRing of(String file, List<String> lines) {
    Map<String, Key> byId = new LinkedHashMap<>();
    Key first = null;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        Key key = key(file, i + 1, line);
        if (byId.put(key.id(), key) != null) {
          throw wrong(file, i + 1, "the id \"" + key.id() + "\" is there twice. Give each its own");
        }
        first = first == null ? key : first;
      }
    }
    if (first == null) {
      throw new SettingsException(
          "%s = \"%s\": there is no key in it. Write a line such as: 2026-01 $(openssl rand -base64 32)."
              .formatted(SettingKey.ENCRYPTION_KEY_FILE.key(), file));
    }
    return new KeyRing(byId, first);
  }

  private static Key key(String file, int line, String text) {
    Matcher parts = LINE.matcher(text);
    if (!parts.matches()) {
      throw wrong(file, line, "a line has an id, a blank and a key, and nothing else");
    }
    if (!ID.matcher(parts.group(1)).matches()) {
      throw wrong(
          file, line, "an id has at most 32 letters, digits, \".\", \"_\" or \"-\"; change it");
    }
    return new Key(parts.group(1), new Hmac(bytes(file, line, parts.group(2))));
  }

  private static byte[] bytes(String file, int line, String text) {
    if (HEX.matcher(text).matches()) {
      return HexFormat.of().parseHex(text);
    }
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw wrong(
          file,
          line,
          "the key is neither 64 hexadecimal digits nor Base64. Make one with: openssl rand -base64 32");
    }
    if (bytes.length != KEY_BYTES) {
      throw wrong(
          file,
          line,
          "the key has %d bytes, and needs %d. Make one with: openssl rand -base64 32"
              .formatted(bytes.length, KEY_BYTES));
    }
    return bytes;
  }

  private static SettingsException wrong(String file, int line, String what) {
    return new SettingsException(
        "%s = \"%s\", line %d: %s."
            .formatted(SettingKey.ENCRYPTION_KEY_FILE.key(), file, line, what));
  }

  /** The one that entries are written with. */
  Key writing() {
    return writing;
  }

  /** Null: there is none with this id. */
  @Nullable Key named(String id) {
    return byId.get(id);
  }

  /** That which writes first. */
  List<String> ids() {
    return new ArrayList<>(byId.keySet());
  }

  /** A key of the file, from which others are derived. */
  record Key(String id, Hmac hmac) {

    byte[] derive(byte[]... parts) {
      return hmac.of(parts);
    }
  }
}
