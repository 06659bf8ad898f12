package io.llmcache.cli;

import io.llmcache.cli.common.Line;
import io.llmcache.settings.Settings;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Names a line together with where its answer goes, so that a journal tells a changed line, and a
 * run with another target, from what was finished. Thread-safe.
 */
final class Digests {

  private static final int SHOWN_BYTES = 16;

  private final byte[] target;

  /**
   * @param target all that decides, beside the line, which entry of the cache is filled
   */
  Digests(List<String> target) {
    this.target = sha256().digest(String.join("\n", target).getBytes(StandardCharsets.UTF_8));
  }

  /** For a run with these: all that the key depends on beside the request, and where it is kept. */
  static Digests of(Settings settings, Requests requests, boolean pairs) {
    List<String> target = new ArrayList<>();
    target.add(pairs ? "pairs" : "batch");
    target.add(requests.target().base());
    requests.headers().forEach((name, value) -> target.add(name + ": " + value));
    target.add(settings.namespace());
    target.add(settings.tenant().toString());
    target.add(String.valueOf(settings.secretFile()));
    URI url = settings.shared().url();
    target.add(url == null ? "" : url.getHost() + ":" + url.getPort() + url.getPath());
    return new Digests(target);
  }

  /** 32 hexadecimal digits; nothing of the target can be read from them. */
  String of(Line line) {
    MessageDigest digest = sha256();
    digest.update(target);
    return HexFormat.of().formatHex(digest.digest(line.bytes()), 0, SHOWN_BYTES);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java platform has no SHA-256", e);
    }
  }
}
