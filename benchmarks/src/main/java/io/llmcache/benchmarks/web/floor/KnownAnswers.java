package io.llmcache.benchmarks.web.floor;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The answers that the WAR brings along, and the least that is done for each. */
final class KnownAnswers {

  static final byte[] WHOLE = file("/whole.json");
  static final byte[] EVENTS = file("/events.txt");

  private KnownAnswers() {}

  /** Reads the whole body and hashes it. */
  static byte[] hashed(HttpServletRequest request) throws IOException {
    try {
      return MessageDigest.getInstance("SHA-256").digest(request.getInputStream().readAllBytes());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static void write(HttpServletResponse response, String type, byte[] answer) throws IOException {
    response.setContentType(type);
    response.setContentLength(answer.length);
    response.getOutputStream().write(answer);
  }

  private static byte[] file(String name) {
    try (InputStream in = KnownAnswers.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the WAR has no " + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
