package io.llmcache.embedding;

import io.llmcache.spi.AnswerJudge;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A judge behind OpenAI's {@code /chat/completions}, whoever serves it. */
final class OpenAiJudge implements AnswerJudge {

  /** Of each text, in characters. Longer ones are not judged. */
  static final int LONGEST = 8_000;

  private static final int MOST_BYTES = 1 << 20;

  private final ServiceAddress address;
  private final JsonService service;
  private final Duration timeout;

  OpenAiJudge(ServiceAddress address, @Nullable String key, Duration timeout) {
    this.address = address;
    this.service = new JsonService(address, "/chat/completions", key, MOST_BYTES);
    this.timeout = timeout;
  }

  @Override
  public boolean answers(String storedQuestion, String storedAnswer, String newQuestion)
      throws IOException {
    if (Stream.of(storedQuestion, storedAnswer, newQuestion).anyMatch(t -> t.length() > LONGEST)) {
      throw new IOException("Questions and answer are too long to be judged.");
    }
    byte[] request =
        JudgeMessages.request(address.model(), storedQuestion, storedAnswer, newQuestion);
    return JudgeMessages.verdict(service.post(request, Deadline.in(timeout)));
  }

  @Override
  public String describe() {
    return "judge " + address.where();
  }

  /** The client's thread ends when nobody has the client any more. */
  @Override
  public void close() {}
}
