package io.llmcache.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Small requests and replies of Google's generateContent, written for the tests. */
public final class GeminiFixtures {

  /** The path that unary requests go to. */
  public static final String PATH = "/v1beta/models/gemini-2.5-flash:generateContent";

  /** The path that streamed requests go to; with {@code alt=sse} in the query, for events. */
  public static final String STREAM_PATH = "/v1beta/models/gemini-2.5-flash:streamGenerateContent";

  /** Cacheable. */
  public static final String REQUEST = read("request.json");

  /** {@link #REQUEST} in another spelling. */
  public static final String STREAM_REQUEST = read("request-stream.json");

  /** Exact-only: tools, a picture, two candidates. */
  public static final String TOOL_REQUEST = read("request-tools.json");

  /** Ends naturally; thoughts, and texts next to each other. */
  public static final String REPLY = read("reply.json");

  private GeminiFixtures() {}

  /** The text of a file in the folder gemini. */
  public static String read(String name) {
    try (InputStream file = GeminiFixtures.class.getResourceAsStream("gemini/" + name)) {
      if (file == null) {
        throw new IllegalStateException("the fixture gemini/" + name + " is missing");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
