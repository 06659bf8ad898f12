package io.llmcache.itests.soak;

import static io.llmcache.testing.OpenAiChatFixtures.PATH;
import static io.llmcache.testing.OpenAiChatFixtures.bytes;
import static io.llmcache.testing.OpenAiChatFixtures.requestAsking;

import io.llmcache.exchange.Headers;
import io.llmcache.testing.Ask;
import io.llmcache.testing.SeenRequest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a tenant asks: each number is a question of its own. */
record Question(String tenant, long number) {

  private static final Pattern NUMBER = Pattern.compile("kettle number (\\d+)");
  private static final String BEARER = "Bearer ";

  /** What a provider was asked. */
  static Question of(SeenRequest request) {
    Matcher matcher = NUMBER.matcher(request.text());
    String authorization = request.headers().first("Authorization");
    if (!matcher.find() || authorization == null) {
      throw new IllegalArgumentException("not a question of this test: " + request.text());
    }
    return new Question(authorization.substring(BEARER.length()), Long.parseLong(matcher.group(1)));
  }

  /** The request, with its credential. */
  Ask ask(boolean stream) {
    String text = "How do I descale kettle number " + number + " with vinegar?";
    Headers headers =
        Headers.of("Content-Type", "application/json").plus("Authorization", BEARER + tenant);
    return new Ask("POST", PATH, headers, bytes(requestAsking(text, stream)));
  }
}
