package io.llmcache.embedding;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/** What can be said of a remote model by its name. Pure. */
final class RemotePresets {

  private static final int HASH_BYTES = 4;
  private static final int LONGEST_NAME = 40;

  private static final Pattern MINILM =
      Pattern.compile("(.*/)?all-minilm(-l6-v2|:l6-v2|:22m|:latest)?");
  private static final Pattern BGE_SMALL = Pattern.compile("(.*/)?bge-small-en-v1\\.5");

  private RemotePresets() {}

  /** Whether somebody measured what a cosine means with this model. */
  static boolean isMeasured(String model) {
    return like(MINILM, model) || like(BGE_SMALL, model);
  }

  static double threshold(String model) {
    return like(BGE_SMALL, model)
        ? InProcessModel.BGE_SMALL.threshold()
        : InProcessModel.MINILM.threshold();
  }

  private static boolean like(Pattern pattern, String model) {
    return pattern.matcher(model.toLowerCase(Locale.ROOT)).matches();
  }

  /** Differs for each address and model. */
  static String id(ServiceAddress address) {
    String name = address.model().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    String part = name.substring(0, Math.min(name.length(), LONGEST_NAME));
    return "openai-%s-%s".formatted(part, hash(address.base() + "\n" + address.model()));
  }

  private static String hash(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, HASH_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
