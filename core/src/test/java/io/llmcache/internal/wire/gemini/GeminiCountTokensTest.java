package io.llmcache.internal.wire.gemini;

import static io.llmcache.testing.GeminiFixtures.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.spi.ReplyFacts.Ending;
import io.llmcache.spi.RequestClass;
import io.llmcache.spi.RequestFacts;
import io.llmcache.spi.WireFormat;
import io.llmcache.testing.WireFormatContract;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class GeminiCountTokensTest extends WireFormatContract {

  private static final String SHORT = "{\"contents\":[{\"parts\":[{\"text\":\"Rain\"}]}]}";
  private static final String WRAPPED =
      "{\"generateContentRequest\":{\"model\":\"models/m\",\"contents\":[{\"role\":\"user\","
          + "\"parts\":[{\"text\":\"Rain\"}]}],\"generationConfig\":{\"topK\":3}}}";

  @Override
  protected WireFormat format() {
    return new GeminiCountTokens();
  }

  @Override
  protected URI target() {
    return URI.create(
        "https://generativelanguage.googleapis.com/v1beta/models/gemini-2.5-flash:countTokens");
  }

  @Override
  protected List<String> requests() {
    return List.of(SHORT, WRAPPED);
  }

  @Override
  protected boolean keepsOrder(List<String> path) {
    return !path.isEmpty()
        && path.get(0).equals("generateContentRequest")
        && GeminiSpelling.keepsOrder(path.subList(1, path.size()));
  }

  @Override
  protected List<Change> changes() {
    return List.of(
        new Change(SHORT, "/contents", "[{\"parts\":[{\"text\":\"rain\"}]}]"),
        new Change(SHORT, "/tools", "[{\"functionDeclarations\":[{\"name\":\"f\"}]}]"),
        new Change(SHORT, "/generateContentRequest", "{\"contents\":[{}]}"),
        new Change(WRAPPED, "/generateContentRequest/model", "\"models/n\""));
  }

  @Override
  protected List<SampleReply> replies() {
    return List.of(
        new SampleReply("count", SHORT, "{\"totalTokens\": 2}\n", Ending.NATURAL, "}"),
        new SampleReply("other", SHORT, "{\"tokens\": 2}", Ending.UNKNOWN, "}"),
        new SampleReply("error", SHORT, "{\"error\": {\"code\": 500}}", Ending.ERROR, "}"),
        new SampleReply("cut", SHORT, "{\"totalTokens\": 2", Ending.INCOMPLETE, ""),
        new SampleReply("stream", SHORT, "[{\"totalTokens\": 2}]", Ending.INCOMPLETE, ""));
  }

  @Test
  void countsAreForEqualsOnly() throws Exception {
    RequestFacts facts = read(SHORT);
    assertThat(facts.requestClass()).isEqualTo(RequestClass.EXACT_ONLY);
    assertThat(facts.model()).isEqualTo("gemini-2.5-flash");
    assertThat(facts.longestLifetime()).isNull();
    assertThat(read(WRAPPED.replace("\"topK\"", "\"topP\"")).longestLifetime()).isNull();
    assertThat(
            read(WRAPPED.replaceFirst("\\{\"model", "{\"cached_content\":\"c\",\"model"))
                .longestLifetime())
        .isEqualTo(Duration.ofHours(1));
    assertThat(sameKey(facts, read(SHORT.replace("\"contents\"", "\"labels\":null,\"contents\""))))
        .isTrue();
    assertThat(format().recognises("POST", URI.create("http://x/v1/models/m:generateContent")))
        .isFalse();
  }

  @Test
  void anyGoodRequestOfGenerateContentCanBeCounted() throws Exception {
    assertThat(read(REQUEST).canonical()).isNotEmpty();
  }
}
