package io.llmcache.internal.wire.cohere;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcache.spi.ReplyFacts.Ending;
import io.llmcache.spi.WireFormat;
import io.llmcache.testing.CohereFixtures;
import io.llmcache.testing.WireFormatContract;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class CohereRerankTest extends WireFormatContract {

  private static final String REQUEST =
      """
      {"model": "rerank-v3.5", "query": "Which pier?", "top_n": 2,
       "documents": ["Berg", "Hamn", "Långvik"]}
      """;
  private static final String ALL = REQUEST.replace("\"top_n\": 2", "\"top_n\": 30");

  @Override
  protected WireFormat format() {
    return new CohereRerank();
  }

  @Override
  protected URI target() {
    return URI.create("https://api.cohere.com/v2/rerank");
  }

  @Override
  protected List<String> requests() {
    return List.of(REQUEST, ALL);
  }

  @Override
  protected boolean keepsOrder(List<String> path) {
    return !path.isEmpty();
  }

  @Override
  protected List<Change> changes() {
    return List.of(
        new Change(REQUEST, "/query", "\"Which boat?\""),
        new Change(REQUEST, "/top_n", "3"),
        new Change(REQUEST, "/max_tokens_per_doc", "100"),
        new Change(REQUEST, "/documents", "[\"Hamn\",\"Berg\",\"Långvik\"]"));
  }

  @Override
  protected List<SampleReply> replies() {
    String two = "{\"results\": [{\"index\": 2}, {\"index\": 0}]}";
    String three = "{\"results\": [{\"index\": 2}, {\"index\": 0}, {\"index\": 1}]}";
    return List.of(
        new SampleReply("two", REQUEST, two, Ending.NATURAL, "}"),
        new SampleReply("three", REQUEST, three, Ending.UNKNOWN, "}"),
        new SampleReply("all", ALL, three, Ending.NATURAL, "}"),
        new SampleReply("not all", ALL, two, Ending.UNKNOWN, "}"),
        new SampleReply("error", REQUEST, CohereFixtures.ERROR_REPLY, Ending.ERROR, "}"));
  }

  @Test
  void needsWhatIsToBeRanked() {
    assertRefused(REQUEST.replace("\"query\"", "\"q\"").getBytes(UTF_8));
    assertRefused(REQUEST.replace("\"documents\"", "\"docs\"").getBytes(UTF_8));
  }
}
