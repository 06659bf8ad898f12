package io.llmcache.internal.wire.completions;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.spi.ReplyFacts.Ending;
import io.llmcache.spi.WireFormat;
import io.llmcache.testing.WireFormatContract;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class OpenAiCompletionsTest extends WireFormatContract {

  private static final String REQUEST = CompletionSamples.text("request.json");
  private static final String STREAM = CompletionSamples.text("request-stream.json");
  private static final String RICH = CompletionSamples.text("request-rich.json");
  private static final String TOKENS = CompletionSamples.text("request-tokens.json");
  private static final String DONE = "data: [DONE]\n\n";

  private static final String[][] PLAIN_CHANGES = {
    {"/model", "\"davinci-002\""},
    {"/prompt", "\"The last boat from Möja leaves at \""},
    {"/prompt", "[\"The last boat from Möja leaves at\"]"},
    {"/prompt", "\"\""},
    {"/suffix", "\"\""},
    {"/suffix", "\".\""},
    {"/max_tokens", "25"},
    {"/max_tokens", "null"},
    {"/temperature", "0"},
    {"/temperature", "1"},
    {"/top_p", "0.9"},
    {"/n", "2"},
    {"/best_of", "2"},
    {"/echo", "true"},
    {"/logprobs", "0"},
    {"/stop", "\"END\""},
    {"/seed", "0"},
    {"/presence_penalty", "0.1"},
    {"/frequency_penalty", "0.1"},
    {"/logit_bias", "{\"1\":0}"},
    {"/metadata", "{\"a\":\"b\"}"},
    {"/x_unknown", "false"},
    {"/x_unknown", "{}"},
  };

  private static final String[][] RICH_CHANGES = {
    {"/prompt", "[\"Otters eat \\n\",\"Herons eat\",\"Terns 🐦 eat\"]"},
    {"/n", "1"},
    {"/best_of", "null"},
    {"/stop", "[\"\\n\"]"},
    {"/logit_bias/11", "1"},
    {"/logprobs", "3"},
    {"/echo", "false"},
    {"/min_p", "0.1"},
    {"/extra", "{\"a\":[1,2],\"b\":null}"},
  };

  @Override
  protected WireFormat format() {
    return new OpenAiCompletions();
  }

  @Override
  protected URI target() {
    return URI.create(CompletionSamples.OPENAI);
  }

  @Override
  protected List<String> requests() {
    return List.of(REQUEST, STREAM, RICH, TOKENS);
  }

  @Override
  protected boolean keepsOrder(List<String> path) {
    return path.size() == 1
        && !List.of("prompt", "stop", "logit_bias", "stream_options").contains(path.get(0));
  }

  @Override
  protected List<Change> changes() {
    List<Change> changes = new ArrayList<>();
    for (String[] change : PLAIN_CHANGES) {
      changes.add(new Change(REQUEST, change[0], change[1]));
    }
    for (String[] change : RICH_CHANGES) {
      changes.add(new Change(RICH, change[0], change[1]));
    }
    changes.add(new Change(TOKENS, "/prompt", "[464,8848,938]"));
    changes.add(new Change(TOKENS, "/prompt", "[[464,938,8848]]"));
    return changes;
  }

  @Override
  protected Map<String, String> answerTexts() {
    String text = " half past six on Sundays. ⛴";
    return Map.ofEntries(
        Map.entry("reply-length.json", " half past six on Sundays,"),
        Map.entry("reply-logprobs.json", " half past"),
        Map.entry("reply.json", " half past six on Sundays, and an hour later in July. ⛴"),
        Map.entry("stream-ends-twice.sse", text),
        Map.entry("stream-length.sse", " half past six on"),
        Map.entry("stream.sse", text));
  }

  @Override
  protected List<SampleReply> replies() {
    return List.of(
        sample("reply.json", REQUEST, Ending.NATURAL, "}"),
        sample("reply-length.json", REQUEST, Ending.LENGTH, "}"),
        sample("reply-logprobs.json", REQUEST, Ending.NATURAL, "}"),
        sample("reply-filtered.json", REQUEST, Ending.REFUSED, "}"),
        sample("reply-empty.json", REQUEST, Ending.EMPTY, "}"),
        sample("reply-error.json", REQUEST, Ending.ERROR, "}"),
        sample("reply-several.json", RICH, Ending.NATURAL, "}"),
        sample("stream.sse", STREAM, Ending.NATURAL, DONE),
        sample("stream-ends-twice.sse", STREAM, Ending.NATURAL, DONE),
        sample("stream-length.sse", STREAM, Ending.LENGTH, DONE),
        sample("stream-cut.sse", STREAM, Ending.INCOMPLETE, ""),
        sample("stream-error-done.sse", STREAM, Ending.ERROR, ""),
        sample("stream-values.sse", STREAM, Ending.INCOMPLETE, ""));
  }

  private static SampleReply sample(String name, String request, Ending ending, String mark) {
    return new SampleReply(name, request, CompletionSamples.text(name), ending, mark);
  }

  @Override
  protected Forms forms() {
    return new Forms(REQUEST, STREAM);
  }

  @Test
  void isFoundByTheServiceLoader() {
    assertThat(ServiceLoader.load(WireFormat.class))
        .anySatisfy(format -> assertThat(format.id()).isEqualTo("openai.completions"));
  }

  @Test
  void recognisesAnyBasePathButThatOfChats() {
    for (String path :
        List.of(
            "/completions",
            "/v1/engines/davinci/completions",
            "/openai/deployments/d/completions?api-version=2024-10-21",
            "/v1/fim/completions")) {
      assertThat(format().recognises("POST", URI.create("http://localhost:8000" + path)))
          .as(path)
          .isTrue();
    }
    for (String path : List.of("/v1/chat/completions", "/v1/completions/abc", "/v1", "")) {
      assertThat(format().recognises("POST", URI.create("http://localhost:8000" + path)))
          .as(path)
          .isFalse();
    }
  }
}
