package io.llmcache.benchmarks.micro;

import io.llmcache.LlmCache;
import io.llmcache.exchange.CacheRequest;
import io.llmcache.exchange.Headers;
import io.llmcache.exchange.Lease;
import io.llmcache.exchange.Outcome;
import io.llmcache.exchange.Recording;
import io.llmcache.exchange.Reply;
import io.llmcache.exchange.WayIn;
import io.llmcache.settings.Settings;
import io.llmcache.settings.SettingsReader;
import io.llmcache.settings.SettingsSource;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/** Asks a cache in this process, as an adapter does. */
final class Asker implements AutoCloseable {

  private static final URI TARGET = URI.create("https://api.openai.com/v1/chat/completions");
  private static final Headers ASKED =
      Headers.of(
          Map.of(
              "content-type", List.of("application/json"),
              "authorization", List.of("Bearer sk-benchmark-of-nobody")));

  private final LlmCache cache;

  Asker(LlmCache cache) {
    this.cache = cache;
  }

  static Settings settings(Map<String, String> settings) {
    return SettingsReader.read(
        List.of(SettingsSource.ofMap("the benchmark", true, settings)), System.err::println);
  }

  /** Asks what is not stored, and answers it in such chunks. */
  void store(byte[] request, String contentType, List<byte[]> chunks) {
    Outcome outcome = cache.open(request(request));
    if (!(outcome instanceof Outcome.Forward forward)) {
      throw new IllegalStateException("it is there already: " + outcome);
    }
    try (Lease lease = forward.lease()) {
      Recording recording = lease.reply(200, Headers.of("content-type", contentType));
      chunks.forEach(chunk -> recording.write(ByteBuffer.wrap(chunk)));
      recording.end();
    }
  }

  /** Asks what is stored. */
  Reply ask(byte[] request) {
    if (cache.open(request(request)) instanceof Outcome.Served served) {
      return served.reply();
    }
    throw new IllegalStateException("not served");
  }

  /** Whether it is served; a lease is given back. */
  boolean isServed(byte[] request) {
    Outcome outcome = cache.open(request(request));
    if (outcome instanceof Outcome.Forward forward) {
      forward.lease().close();
    }
    return outcome instanceof Outcome.Served;
  }

  private static CacheRequest request(byte[] body) {
    return CacheRequest.of(WayIn.GATEWAY, "POST", TARGET, ASKED, body);
  }

  @Override
  public void close() {
    cache.close();
  }
}
