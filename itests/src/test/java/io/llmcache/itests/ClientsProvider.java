package io.llmcache.itests;

import io.llmcache.testing.AnthropicFixtures;
import io.llmcache.testing.OpenAiChatFixtures;
import io.llmcache.testing.SeenRequest;
import io.llmcache.testing.UpstreamAnswer;
import io.llmcache.testing.Wire;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Answers both providers' requests with the fixtures, in the shape that was asked for: a text, or a
 * tool call where the question is {@link #FOR_A_TOOL}.
 */
final class ClientsProvider implements UpstreamAnswer {

  /** Is answered with a text. */
  static final String FOR_A_TEXT = "When does the last boat leave Möja?";

  /** Is answered with a tool call. */
  static final String FOR_A_TOOL = "Measure the water, ask for the 18:40.";

  private static final Pattern STREAMED = Pattern.compile("\"stream\"\\s*:\\s*true");

  @Override
  public void to(SeenRequest request, Wire wire) throws IOException, InterruptedException {
    answer(
            request.target().startsWith(AnthropicFixtures.PATH),
            request.text().contains(FOR_A_TOOL),
            STREAMED.matcher(request.text()).find())
        .to(request, wire);
  }

  private static UpstreamAnswer answer(boolean anthropic, boolean tool, boolean streamed) {
    if (streamed) {
      String text = tool ? OpenAiChatFixtures.STREAM_TOOL_CALL : OpenAiChatFixtures.STREAM;
      String message = tool ? AnthropicFixtures.STREAM_TOOL_CALL : AnthropicFixtures.STREAM;
      return UpstreamAnswer.events(List.of((anthropic ? message : text).split("(?<=\n\n)")));
    }
    String text = tool ? OpenAiChatFixtures.TOOL_CALL_REPLY : OpenAiChatFixtures.REPLY;
    String message = tool ? AnthropicFixtures.TOOL_CALL_REPLY : AnthropicFixtures.REPLY;
    return UpstreamAnswer.json(200, anthropic ? message : text);
  }
}
