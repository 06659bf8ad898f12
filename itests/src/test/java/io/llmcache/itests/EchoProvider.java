package io.llmcache.itests;

import static io.llmcache.testing.OpenAiChatFixtures.REPLY;
import static io.llmcache.testing.OpenAiChatFixtures.TEXT;
import static io.llmcache.testing.OpenAiChatFixtures.bytes;
import static io.llmcache.testing.OpenAiChatFixtures.requestAsking;

import io.llmcache.exchange.Headers;
import io.llmcache.testing.SeenRequest;
import io.llmcache.testing.UpstreamAnswer;
import io.llmcache.testing.Wire;
import java.io.IOException;

/** Answers each question with the question, so that an answer to another one is found out. */
final class EchoProvider implements UpstreamAnswer {

  private static final String BEGIN = "<<";
  private static final String END = ">>";

  /** The request for {@link #answerTo}, not streamed. */
  static String request(String question) {
    return requestAsking(BEGIN + question + END, false);
  }

  /** The body of the answer. */
  static String answerTo(String question) {
    return REPLY.replace(TEXT, "You asked: " + question);
  }

  @Override
  public void to(SeenRequest request, Wire wire) throws IOException {
    wire.whole(
        200, Headers.of("Content-Type", "application/json"), bytes(answerTo(question(request))));
  }

  /** What stands between the marks. */
  static String question(SeenRequest request) {
    String text = request.text();
    return text.substring(text.indexOf(BEGIN) + BEGIN.length(), text.indexOf(END));
  }
}
