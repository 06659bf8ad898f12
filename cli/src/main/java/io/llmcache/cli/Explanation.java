package io.llmcache.cli;

import io.llmcache.settings.SettingKey;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says in a sentence what Cache-Status and the engine's events say in a word. Pure. */
final class Explanation {

  private static final Pattern DETAIL = Pattern.compile("detail=\"?([^\";]*)");

  private static final Map<String, String> BYPASS =
      Map.ofEntries(
          Map.entry("no-model", "\"model\" is missing; add it to \"body\""),
          Map.entry("no-messages", "\"messages\" is missing or empty; add it to \"body\""),
          Map.entry("message-without-role", "a message has no \"role\"; add it"),
          Map.entry("unknown-format", "\"url\" is no path that the cache knows"),
          Map.entry(
              "model-not-cached", "the model is not cached; see " + SettingKey.CACHE_MODELS.key()),
          Map.entry(
              "streaming-not-cached",
              "streams are not cached; see " + SettingKey.CACHE_STREAMING.key()),
          Map.entry("web-search", "not cacheable: the model searches the web"),
          Map.entry("provider-run-tool", "not cacheable: it has a tool that the provider runs"),
          Map.entry("server-state", "not cacheable: it refers to what the provider keeps"),
          Map.entry("audio-output", "not cacheable: it asks for audio"),
          Map.entry("signed-request", "not cacheable: a signature names no tenant"),
          Map.entry(
              "no-principal",
              "no key: with %s=principal only a deployment knows the tenant"
                  .formatted(SettingKey.TENANT.key())),
          Map.entry(
              "no-tenant-header",
              "no key: give the tenant's header field by --header; see "
                  + SettingKey.TENANT.key()));

  private static final Map<String, String> NOT_STORED =
      Map.of(
          "refused", "the model refused",
          "empty", "it is empty",
          "unknown-ending", "it does not say that it is complete",
          "incomplete", "it is incomplete",
          "error", "it is an error",
          "cut-at-unknown-length", "it was cut at the provider's own limit",
          "too-large", "it is larger than " + SettingKey.MAX_ENTRY_SIZE.key(),
          "no-lifetime", "its lifetime is 0; see " + SettingKey.CACHE_TTL.key());

  private Explanation() {}

  /** Why a request is not cached. */
  static String ofBypass(String cacheStatus) {
    Matcher matcher = DETAIL.matcher(cacheStatus);
    String detail = matcher.find() ? matcher.group(1) : cacheStatus;
    return BYPASS.getOrDefault(detail, "not cacheable: " + detail);
  }

  /** Why an answer was not stored. */
  static String ofNotStored(String reason) {
    return "the answer was not stored: " + NOT_STORED.getOrDefault(reason, reason);
  }
}
