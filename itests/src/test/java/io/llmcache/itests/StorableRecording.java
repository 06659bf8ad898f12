package io.llmcache.itests;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmcache.exchange.CacheRequest;
import io.llmcache.exchange.WayIn;
import io.llmcache.settings.Settings;
import io.llmcache.settings.SettingsReader;
import io.llmcache.settings.SettingsSource;
import io.llmcache.spi.ReplyFacts.Ending;
import io.llmcache.spi.ReplyTracker;
import io.llmcache.spi.RequestClass;
import io.llmcache.spi.RequestFacts;
import io.llmcache.spi.UnreadableRequestException;
import io.llmcache.spi.WireFormat;
import io.llmcache.testing.ChatOracle;
import io.llmcache.testing.JsonSpelling;
import io.llmcache.testing.Traces.Exchange;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says of a recording why its answer is not to be stored, without the code that decides it in the
 * cache: by what the recording notes, and by trees of the bodies.
 */
final class StorableRecording {

  private static final List<String> OUTSIDE_WORLD =
      List.of("web_search_options", "search_parameters", "search_settings", "plugins", "audio");

  private static final Set<Ending> WHOLE = Set.of(Ending.NATURAL, Ending.TOOL_CALL);

  /** Under which all that can be cached is. Some of the providers say Vary: User-Agent. */
  static final Map<String, String> SETTINGS =
      Map.of("llmcache.responses-store", "cache", "llmcache.key-headers", "user-agent");

  private static final Settings READ =
      SettingsReader.read(List.of(SettingsSource.ofMap("the test", true, SETTINGS)), warning -> {});

  private StorableRecording() {}

  /** Whether one of the cache's formats knows the path. */
  static boolean isRecognised(Exchange exchange) {
    return format(URI.create("http://localhost" + exchange.path())) != null;
  }

  /** Why it is not to be stored; empty if it is. */
  static String obstacle(Exchange exchange, URI upstream) throws Exception {
    return exchange.api().equals("openai.chat")
        ? ofChat(exchange)
        : ofFormat(exchange, URI.create(upstream + exchange.path()));
  }

  /**
   * By the format itself, whose judgement of each recording the tests of core compare with an
   * oracle's: here it matters that the gateway acts on it.
   */
  private static String ofFormat(Exchange exchange, URI target) {
    WireFormat format = format(target);
    RequestFacts facts;
    try {
      facts =
          format.read(
              CacheRequest.of(
                  WayIn.GATEWAY, "POST", target, exchange.headers(), exchange.requestBody()));
    } catch (UnreadableRequestException e) {
      return "unreadable";
    }
    if (facts.requestClass() == RequestClass.PASS) {
      return "needs the provider";
    }
    if (exchange.status() != 200) {
      return "status";
    }
    ReplyTracker tracker = format.track(facts, 200, exchange.responseHeaders());
    tracker.accept(ByteBuffer.wrap(exchange.responseBody()));
    Ending ending = tracker.end().ending();
    boolean stored = WHOLE.contains(ending) || ending == Ending.LENGTH && facts.lengthLimited();
    return stored ? "" : ending.name();
  }

  private static @Nullable WireFormat format(URI target) {
    for (WireFormat format : ServiceLoader.load(WireFormat.class)) {
      if (format.recognises("POST", target)) {
        return format.configured(READ);
      }
    }
    return null;
  }

  private static String ofChat(Exchange exchange) {
    if (exchange.requestBody().length == 0) {
      return "no request";
    }
    JsonNode request = JsonSpelling.tree(exchange.requestBody());
    if (request.path("messages").isEmpty()) {
      return "no messages";
    }
    if (!request.hasNonNull("model") && !exchange.path().contains("/deployments/")) {
      return "no model";
    }
    if (needsTheProvider(request)) {
      return "needs the provider";
    }
    Ending ending = new ChatOracle(exchange).ending();
    boolean stored = WHOLE.contains(ending) || ending == Ending.LENGTH && isLimited(request);
    return stored ? "" : ending.name();
  }

  private static boolean isLimited(JsonNode request) {
    return request.hasNonNull("max_tokens") || request.hasNonNull("max_completion_tokens");
  }

  private static boolean needsTheProvider(JsonNode request) {
    String model = request.path("model").asText();
    if (model.contains("-search") || model.contains(":online") || model.contains("compound")) {
      return true;
    }
    for (JsonNode tool : request.path("tools")) {
      if (!Set.of("function", "custom").contains(tool.path("type").asText("function"))) {
        return true;
      }
    }
    return OUTSIDE_WORLD.stream().anyMatch(request::hasNonNull)
        || !request.findValues("file_id").isEmpty();
  }
}
