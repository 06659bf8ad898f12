package io.llmcache.itests.soak;

import static io.llmcache.testing.OpenAiChatFixtures.REPLY;
import static io.llmcache.testing.OpenAiChatFixtures.STREAM;
import static io.llmcache.testing.OpenAiChatFixtures.TEXT;
import static java.util.stream.Collectors.joining;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The provider's answer to one call, which says whose question it answers.
 *
 * @param call number of the call, in the order in which the calls came
 * @param millis when it came, since the epoch
 */
record Reply(Question question, long call, long millis) {

  private static final Pattern MARK =
      Pattern.compile("kettle (\\d+) of ([a-z0-9-]+), call (\\d+) at (\\d+)\\.");
  private static final Pattern CONTENT = Pattern.compile("\"content\":\\s*\"([^\"]+)\"");
  private static final String DONE = "data: [DONE]\n\n";

  /** The reply in the body, in whatever pieces; null if it is not whole. */
  static @Nullable Reply read(String body, boolean stream) {
    Matcher mark = MARK.matcher(text(body));
    boolean whole = stream ? body.endsWith(DONE) : body.strip().endsWith("}");
    if (!whole || !mark.matches()) {
      return null;
    }
    Question question = new Question(mark.group(2), Long.parseLong(mark.group(1)));
    return new Reply(question, Long.parseLong(mark.group(3)), Long.parseLong(mark.group(4)));
  }

  private static String text(String body) {
    return CONTENT.matcher(body).results().map(part -> part.group(1)).collect(joining());
  }

  String body(boolean stream) {
    String text =
        "kettle %d of %s, call %d at %d."
            .formatted(question.number(), question.tenant(), call, millis);
    if (!stream) {
      return REPLY.replace(TEXT, text);
    }
    String whole = CONTENT.matcher(STREAM).replaceFirst("\"content\":\"" + text + "\"");
    int rest = whole.indexOf(text) + text.length();
    return whole.substring(0, rest)
        + CONTENT.matcher(whole.substring(rest)).replaceAll("\"content\":\"\"");
  }

  /** The body of an answer that refuses it. */
  static String refusal(Question question) {
    return "{\"error\":{\"message\":\"no kettle %d of %s today\",\"type\":\"test\",\"code\":null}}"
        .formatted(question.number(), question.tenant());
  }
}
