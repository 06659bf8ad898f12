package io.llmcache.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Small requests and replies of OpenAI's Chat Completions, written for the tests. All streams have
 * LF line ends.
 */
public final class OpenAiChatFixtures {

  /** The path that they go to. */
  public static final String PATH = "/v1/chat/completions";

  /** The model that all requests name; the replies name a snapshot of it. */
  public static final String MODEL = "gpt-4o-mini";

  /** Content-Type of requests and unary replies. */
  public static final String JSON = "application/json";

  /** Content-Type of streams. */
  public static final String SSE = "text/event-stream; charset=utf-8";

  /** The text that {@link #REPLY} and {@link #STREAM} answer; more than ASCII. */
  public static final String TEXT = "On Sundays the last boat leaves Möja at 18:40. ⛴";

  /** Cacheable, unary. */
  public static final String REQUEST = read("request.json");

  /** The same question, streamed, usage included. */
  public static final String STREAM_REQUEST = read("request-stream.json");

  /** Exact-only: it offers a tool. */
  public static final String TOOL_REQUEST = read("request-tools.json");

  /** Ends naturally. */
  public static final String REPLY = read("reply.json");

  /** Ends with {@code stop}, but the text is a refusal. */
  public static final String REFUSAL_REPLY = read("reply-refusal.json");

  /** Calls a tool. */
  public static final String TOOL_CALL_REPLY = read("reply-tool-call.json");

  /** Cut at max_tokens. */
  public static final String LENGTH_REPLY = read("reply-length.json");

  /** The body of a 429. */
  public static final String ERROR_REPLY = read("reply-error.json");

  /** Complete, with a usage chunk and {@code [DONE]}. */
  public static final String STREAM = read("stream.sse");

  /** {@link #STREAM} broken off inside an event. */
  public static final String STREAM_CUT = read("stream-cut.sse");

  /** Begins well, then an error event, then {@code [DONE]} all the same. */
  public static final String STREAM_ERROR_THEN_DONE = read("stream-error-done.sse");

  /** A refusal, streamed. */
  public static final String STREAM_REFUSAL = read("stream-refusal.sse");

  /** A tool call in pieces. */
  public static final String STREAM_TOOL_CALL = read("stream-tool-call.sse");

  /** Cut at max_tokens, streamed; complete as a stream. */
  public static final String STREAM_LENGTH = read("stream-length.sse");

  private OpenAiChatFixtures() {}

  /** A cacheable request with a question of your own, so with a key of its own. */
  public static String requestAsking(String question, boolean stream) {
    return (stream ? STREAM_REQUEST : REQUEST)
        .replace("When does the last boat leave Möja on a Sunday? ⛴", escaped(question));
  }

  /** In UTF-8. */
  public static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  private static String read(String name) {
    try (InputStream file = OpenAiChatFixtures.class.getResourceAsStream("openai-chat/" + name)) {
      if (file == null) {
        throw new IllegalStateException("the fixture openai-chat/" + name + " is missing");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
