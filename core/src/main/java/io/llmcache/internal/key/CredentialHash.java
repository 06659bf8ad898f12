package io.llmcache.internal.key;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcache.settings.SettingKey;
import io.llmcache.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Turns a credential into a name that does not give it away: HMAC-SHA256 with the deployment's
 * secret, or without one a SHA-256 of its own domain. Thread-safe.
 */
public final class CredentialHash {

  private static final int LEAST_SECRET = 16;

  private final byte @Nullable [] secret;

  private CredentialHash(byte @Nullable [] secret) {
    this.secret = secret;
  }

  /**
   * Reads the secret once; trailing line ends do not count.
   *
   * @param file null: no secret
   * @throws SettingsException if the file cannot be read or is too short
   */
  public static CredentialHash of(@Nullable Path file) {
    return new CredentialHash(file == null ? null : read(file));
  }

  /**
   * A key for one use alone, which tells nothing of the secret, nor of what {@link #of} makes of
   * it; null: there is no secret.
   *
   * @param use named by nobody else
   */
  public byte @Nullable [] keyFor(String use) {
    // the secret is the text here and not the key: no credential is hashed to the same
    return secret == null ? null : keyed(use.getBytes(UTF_8), secret);
  }

  String of(String credential) {
    byte[] text = credential.getBytes(UTF_8);
    return HexFormat.of().formatHex(secret == null ? plain(text) : keyed(secret, text));
  }

  private static byte[] plain(byte[] text) {
    MessageDigest digest = Sha256.digest();
    digest.update("llmcache tenant\n".getBytes(UTF_8));
    return digest.digest(text);
  }

  private static byte[] keyed(byte[] secret, byte[] text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      return mac.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java platform has no HmacSHA256", e);
    }
  }

  private static byte[] read(Path file) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new SettingsException(
          "%s = \"%s\": the file cannot be read (%s). Make it readable for the server, or remove the key."
              .formatted(SettingKey.SECRET_FILE.key(), file, e.getClass().getSimpleName()));
    }
    int length = bytes.length;
    while (length > 0 && (bytes[length - 1] == '\n' || bytes[length - 1] == '\r')) {
      length--;
    }
    if (length < LEAST_SECRET) {
      throw new SettingsException(
          "%s = \"%s\": the secret has %d bytes, and needs at least %d."
              .formatted(SettingKey.SECRET_FILE.key(), file, length, LEAST_SECRET));
    }
    return Arrays.copyOf(bytes, length);
  }
}
