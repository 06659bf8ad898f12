package io.llmcache.internal.wire.completions;

import io.llmcache.internal.key.JsonTree;
import io.llmcache.spi.RequestClass;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What may answer a completion request, and why.
 *
 * @param reason empty if it is cacheable
 */
record CompletionClass(RequestClass requestClass, String reason) {

  /** Fields of compatible servers that force the answer into a grammar. */
  private static final List<String> GRAMMAR_FIELDS =
      List.of(
          "guided_json",
          "guided_regex",
          "guided_choice",
          "guided_grammar",
          "structured_outputs",
          "json_schema",
          "grammar");

  /** Fields that make the provider search, whatever their value. */
  private static final List<String> SEARCH_FIELDS =
      List.of("web_search_options", "search_parameters", "search_settings", "data_sources");

  /** The first rule that applies decides. */
  static CompletionClass of(CompletionRequest request) {
    if (searches(request)) {
      return new CompletionClass(RequestClass.PASS, "web-search");
    }
    String exact = exactReason(request);
    return new CompletionClass(
        exact.isEmpty() ? RequestClass.CACHEABLE : RequestClass.EXACT_ONLY, exact);
  }

  private static boolean searches(CompletionRequest request) {
    List<@Nullable Object> plugins = JsonTree.array(request.body().get("plugins"));
    List<@Nullable Object> models = JsonTree.array(request.body().get("models"));
    return isSearchModel(request.model())
        || isSearchModel(request.body().get("model"))
        || models != null && models.stream().anyMatch(CompletionClass::isSearchModel)
        || plugins != null && !plugins.isEmpty()
        || hasAny(request, SEARCH_FIELDS);
  }

  private static boolean isSearchModel(@Nullable Object model) {
    String name = String.valueOf(JsonTree.text(model)).toLowerCase(Locale.ROOT);
    return name.contains(":online") || name.startsWith("perplexity/");
  }

  private static String exactReason(CompletionRequest request) {
    if (!request.isText()) {
      return "more-than-text";
    }
    boolean several =
        request.body().get("n") instanceof BigDecimal n && n.compareTo(BigDecimal.ONE) != 0;
    if (several || CompletionRequest.prompts(request.body().get("prompt")) > 1) {
      return "several-choices";
    }
    if (hasAny(request, List.of("logprobs", "top_logprobs", "prompt_logprobs"))) {
      return "logprobs";
    }
    if (hasAny(request, List.of("seed", "random_seed"))) {
      return "seed";
    }
    if (bindsOutput(request.body().get("response_format")) || hasAny(request, GRAMMAR_FIELDS)) {
      return "output-schema";
    }
    if (request.has("suffix") && !"".equals(JsonTree.text(request.body().get("suffix")))) {
      return "suffix";
    }
    return request.isTrue("echo") ? "echo" : "";
  }

  private static boolean bindsOutput(@Nullable Object responseFormat) {
    Map<String, @Nullable Object> format = JsonTree.object(responseFormat);
    return format == null
        ? responseFormat != null
        : !"text".equals(JsonTree.text(format.get("type")));
  }

  private static boolean hasAny(CompletionRequest request, List<String> fields) {
    return fields.stream().anyMatch(request::has);
  }
}
