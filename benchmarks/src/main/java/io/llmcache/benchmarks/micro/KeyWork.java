package io.llmcache.benchmarks.micro;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.llmcache.exchange.CacheRequest;
import io.llmcache.exchange.Headers;
import io.llmcache.exchange.WayIn;
import io.llmcache.internal.key.KeyDeriver;
import io.llmcache.internal.wire.chat.OpenAiChat;
import io.llmcache.spi.CacheKey;
import io.llmcache.spi.UnreadableRequestException;
import java.io.IOException;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;

/** From the bytes of one chat request to its key; and the floor, which any key has to pay. */
final class KeyWork {

  private static final JsonFactory JACKSON = new JsonFactory();

  private final OpenAiChat format = new OpenAiChat();
  private final KeyDeriver deriver = new KeyDeriver("default");
  private final URI target = URI.create("https://api.openai.com/v1/chat/completions");
  private final CacheRequest request;
  private final byte[] body;

  KeyWork(byte[] body) {
    this.body = body;
    request =
        CacheRequest.of(
            WayIn.GATEWAY,
            "POST",
            target,
            Headers.of(Map.of("content-type", List.of("application/json"))),
            body);
  }

  CacheKey key() throws UnreadableRequestException {
    return deriver.derive("credential:0123456789abcdef", target, format.read(request));
  }

  /** Each token is read, with the text of names and values; and all bytes are hashed. */
  int floor() throws IOException, NoSuchAlgorithmException {
    int read = 0;
    try (JsonParser parser = JACKSON.createParser(body)) {
      for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
        read += parser.getText().length();
      }
    }
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
    return read + digest[0];
  }
}
