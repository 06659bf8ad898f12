package io.llmcache.internal.wire.cohere;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.spi.ReplyFacts.Ending;
import io.llmcache.spi.RequestClass;
import io.llmcache.spi.Usage;
import io.llmcache.spi.WireFormat;
import io.llmcache.testing.CohereFixtures;
import io.llmcache.testing.WireFormatContract;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class CohereEmbedTest extends WireFormatContract {

  private static final String REQUEST =
      """
      {"model": "embed-v4.0", "texts": ["Möja", "Berg"], "input_type": "search_query",
       "embedding_types": ["float", "int8"], "output_dimension": null, "truncate": "END"}
      """;
  private static final String INPUTS =
      """
      {"model": "embed-v4.0", "input_type": "search_document",
       "inputs": [{"content": [{"type": "text", "text": "Möja"}]}]}
      """;
  private static final String REPLY =
      """
      {"id": "e-1", "embeddings": {"float": [[0.5, -1e-3], [1, 0]], "int8": [[1, 2], [3, 4]]},
       "texts": ["Möja", "Berg"], "meta": {"billed_units": {"input_tokens": 4}}}
      """;

  @Override
  protected WireFormat format() {
    return new CohereEmbed();
  }

  @Override
  protected URI target() {
    return URI.create("https://api.cohere.com/v2/embed");
  }

  @Override
  protected List<String> requests() {
    return List.of(REQUEST, INPUTS);
  }

  @Override
  protected boolean keepsOrder(List<String> path) {
    return !path.isEmpty();
  }

  @Override
  protected List<Change> changes() {
    return List.of(
        new Change(REQUEST, "/model", "\"embed-v3.0\""),
        new Change(REQUEST, "/texts", "[\"Berg\",\"Möja\"]"),
        new Change(REQUEST, "/input_type", "\"search_document\""),
        new Change(REQUEST, "/embedding_types", "[\"float\"]"),
        new Change(REQUEST, "/output_dimension", "256"),
        new Change(REQUEST, "/truncate", "\"NONE\""));
  }

  @Override
  protected List<SampleReply> replies() {
    String one = "{\"embeddings\": {\"float\": [[1]], \"int8\": [[1], [2]]}}";
    return List.of(
        new SampleReply("reply", REQUEST, REPLY, Ending.NATURAL, "}"),
        new SampleReply("one missing", REQUEST, one, Ending.UNKNOWN, "}"),
        new SampleReply("none", REQUEST, "{\"embeddings\": {}}", Ending.UNKNOWN, "}"),
        new SampleReply("error", REQUEST, CohereFixtures.ERROR_REPLY, Ending.ERROR, "}"),
        new SampleReply("stream", REQUEST, CohereFixtures.STREAM, Ending.INCOMPLETE, ""));
  }

  @Test
  void isForEqualsOnly() throws Exception {
    assertThat(read(REQUEST).requestClass()).isEqualTo(RequestClass.EXACT_ONLY);
    assertThat(tracked(read(REQUEST), REPLY.getBytes(UTF_8)).usage()).isEqualTo(new Usage(4, -1));
    assertRefused("{\"model\": \"embed-v4.0\", \"texts\": []}".getBytes(UTF_8));
  }
}
