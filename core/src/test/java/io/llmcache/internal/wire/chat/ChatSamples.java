package io.llmcache.internal.wire.chat;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Files of the folder chat beside these tests. */
final class ChatSamples {

  private ChatSamples() {}

  static String text(String name) {
    try (InputStream file = ChatSamples.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new IllegalStateException("the sample " + name + " is missing");
      }
      return new String(file.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
