package io.llmcache.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Small requests and replies of Anthropic's Messages, written for the tests. LF line ends. */
public final class AnthropicFixtures {

  /** The path that they go to. */
  public static final String PATH = "/v1/messages";

  /** Cacheable, unary. */
  public static final String REQUEST = read("request.json");

  /** The same question, streamed. */
  public static final String STREAM_REQUEST = read("request-stream.json");

  /** Exact-only: it offers a tool. */
  public static final String TOOL_REQUEST = read("request-tools.json");

  /** Exact-only: about all that a request can have. */
  public static final String RICH_REQUEST = read("request-rich.json");

  /** Ends naturally. */
  public static final String REPLY = read("reply.json");

  /** Calls two tools, one of them without input. */
  public static final String TOOL_CALL_REPLY = read("reply-tool-call.json");

  /** Ends naturally, with blocks of all kinds. */
  public static final String RICH_REPLY = read("reply-rich.json");

  /** Cut at max_tokens. */
  public static final String LENGTH_REPLY = read("reply-length.json");

  /** Refused. */
  public static final String REFUSAL_REPLY = read("reply-refusal.json");

  /** The body of a 529. */
  public static final String ERROR_REPLY = read("reply-error.json");

  /** {@link #REPLY}'s text as a whole stream. */
  public static final String STREAM = read("stream.sse");

  /** {@link #STREAM} broken off inside an event. */
  public static final String STREAM_CUT = read("stream-cut.sse");

  /** Begins well, then an error event. */
  public static final String STREAM_ERROR = read("stream-error.sse");

  /** Cut at max_tokens, streamed; complete as a stream. */
  public static final String STREAM_LENGTH = read("stream-length.sse");

  /** A refusal, streamed. */
  public static final String STREAM_REFUSAL = read("stream-refusal.sse");

  /** A turn that was only paused. */
  public static final String STREAM_PAUSE = read("stream-pause.sse");

  /** Two tool calls, streamed, a ping in the middle of a block. */
  public static final String STREAM_TOOL_CALL = read("stream-tool-call.sse");

  /** Blocks and deltas of all kinds, and more than one message_delta. */
  public static final String STREAM_RICH = read("stream-rich.sse");

  private AnthropicFixtures() {}

  private static String read(String name) {
    try (InputStream file = AnthropicFixtures.class.getResourceAsStream("anthropic/" + name)) {
      if (file == null) {
        throw new IllegalStateException("the fixture anthropic/" + name + " is missing");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
