package io.llmcache.itests;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmcache.spi.ReplyFacts.Ending;
import io.llmcache.testing.ChatOracle;
import io.llmcache.testing.JsonSpelling;
import io.llmcache.testing.Traces.Exchange;
import java.util.List;
import java.util.Set;

/**
 * Says of a recording why its answer is not to be stored, without the code that decides it in the
 * cache: by what the recording notes, and by trees of the bodies.
 */
final class StorableRecording {

  private static final List<String> OUTSIDE_WORLD =
      List.of("web_search_options", "search_parameters", "search_settings", "plugins", "audio");

  private static final Set<Ending> WHOLE = Set.of(Ending.NATURAL, Ending.TOOL_CALL);

  private StorableRecording() {}

  /** Why it is not to be stored; empty if it is. */
  static String obstacle(Exchange exchange) {
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
