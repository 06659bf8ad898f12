package io.llmcache.internal.wire.gemini;

import io.llmcache.internal.wire.Json;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How long an answer may be kept, by what the request refers to on the server. */
final class GeminiLifetime {

  /** Uploaded files are gone after so long. */
  static final Duration FILE = Duration.ofHours(48);

  /** Cached content lives so long if nobody says otherwise, and may be gone sooner. */
  static final Duration CACHED_CONTENT = Duration.ofHours(1);

  private GeminiLifetime() {}

  /** Null if the request refers to nothing that expires. */
  static @Nullable Duration longest(
      boolean cachedContent, Stream<Map<String, @Nullable Object>> parts) {
    if (cachedContent) {
      return CACHED_CONTENT;
    }
    boolean file = parts.anyMatch(part -> refersToFile(Json.object(part, "fileData")));
    return file ? FILE : null;
  }

  private static boolean refersToFile(@Nullable Map<String, @Nullable Object> file) {
    return file != null && file.get("fileUri") != null;
  }
}
