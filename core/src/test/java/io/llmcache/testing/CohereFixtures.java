package io.llmcache.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Small requests and replies of Cohere's v2 chat, written for the tests. LF line ends. */
public final class CohereFixtures {

  /** The path that they go to. */
  public static final String PATH = "/v2/chat";

  /** Cacheable, unary. */
  public static final String REQUEST = read("request.json");

  /** The same question, streamed. */
  public static final String STREAM_REQUEST = read("request-stream.json");

  /** Exact-only: about all that a request can have. */
  public static final String RICH_REQUEST = read("request-rich.json");

  /** Ends naturally. */
  public static final String REPLY = read("reply.json");

  /** Calls two tools. */
  public static final String TOOL_CALL_REPLY = read("reply-tool-call.json");

  /** Ends naturally, with thinking and citations. */
  public static final String RICH_REPLY = read("reply-rich.json");

  /** Cut at max_tokens. */
  public static final String LENGTH_REPLY = read("reply-length.json");

  /** Has a text, but the provider failed. */
  public static final String FAILED_REPLY = read("reply-failed.json");

  /** The body of a 404. */
  public static final String ERROR_REPLY = read("reply-error.json");

  /** {@link #REPLY}'s text as a whole stream. */
  public static final String STREAM = read("stream.sse");

  /** {@link #STREAM} broken off inside an event. */
  public static final String STREAM_CUT = read("stream-cut.sse");

  /** Whole to its last mark, but the provider failed. */
  public static final String STREAM_FAILED = read("stream-failed.sse");

  /** Cut at max_tokens, streamed; complete as a stream. */
  public static final String STREAM_LENGTH = read("stream-length.sse");

  /** Two tool calls, streamed. */
  public static final String STREAM_TOOL_CALL = read("stream-tool-call.sse");

  /** Thinking, text and citations, streamed. */
  public static final String STREAM_RICH = read("stream-rich.sse");

  private CohereFixtures() {}

  private static String read(String name) {
    try (InputStream file = CohereFixtures.class.getResourceAsStream("cohere/" + name)) {
      if (file == null) {
        throw new IllegalStateException("the fixture cohere/" + name + " is missing");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
