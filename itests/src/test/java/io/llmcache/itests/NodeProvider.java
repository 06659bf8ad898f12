package io.llmcache.itests;

import static io.llmcache.testing.OpenAiChatFixtures.REPLY;
import static io.llmcache.testing.OpenAiChatFixtures.TEXT;
import static io.llmcache.testing.OpenAiChatFixtures.bytes;

import io.llmcache.exchange.Headers;
import io.llmcache.testing.Ask;
import io.llmcache.testing.SeenRequest;
import io.llmcache.testing.UpstreamAnswer;
import io.llmcache.testing.Waiting;
import io.llmcache.testing.Wire;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/**
 * Answers each question with the question, who asked it, and how often that one was asked before it
 * by anybody: so that an answer to another question, another tenant's and an old one are found out.
 */
final class NodeProvider implements UpstreamAnswer {

  private final Map<String, Integer> calls = new ConcurrentHashMap<>();
  private final Map<String, CountDownLatch> held = new ConcurrentHashMap<>();

  /** The request of a tenant. */
  static Ask ask(String question, String tenant) {
    Ask ask = Ask.chat(EchoProvider.request(question));
    Headers headers =
        ask.headers()
            .keeping(name -> !name.equalsIgnoreCase("Authorization"))
            .with("Authorization", "Bearer " + tenant);
    return new Ask(ask.method(), ask.path(), headers, ask.body());
  }

  /** The body of the answer to the tenant's call of that number, from 1 on. */
  static String answer(String question, String tenant, int call) {
    return REPLY.replace(TEXT, "You asked: " + question + ", Bearer " + tenant + ", call " + call);
  }

  /** Whether the text answers that question of that tenant. */
  static boolean answers(String text, String question, String tenant) {
    return text.contains("You asked: " + question + ", Bearer " + tenant + ", call ");
  }

  /** How often the tenant's question was asked here. */
  int calls(String question, String tenant) {
    return calls.getOrDefault(question + ", Bearer " + tenant, 0);
  }

  /** The first call of that question is answered after the latch; later ones at once. */
  CountDownLatch hold(String question, String tenant) {
    CountDownLatch end = new CountDownLatch(1);
    held.put(question + ", Bearer " + tenant, end);
    return end;
  }

  @Override
  public void to(SeenRequest request, Wire wire) throws IOException {
    String asked = EchoProvider.question(request) + ", " + request.headers().first("Authorization");
    int call = calls.merge(asked, 1, Integer::sum);
    CountDownLatch end = held.remove(asked);
    if (end != null) {
      Waiting.on(end, asked + " is held too long");
    }
    wire.whole(
        200,
        Headers.of("Content-Type", "application/json"),
        bytes(REPLY.replace(TEXT, "You asked: " + asked + ", call " + call)));
  }
}
