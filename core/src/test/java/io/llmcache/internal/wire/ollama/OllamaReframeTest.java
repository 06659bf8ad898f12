package io.llmcache.internal.wire.ollama;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmcache.testing.JsonSpelling;
import io.llmcache.testing.OllamaFixtures;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of an answer in the other form. */
class OllamaReframeTest {

  @Test
  void aStreamEndsWithALineOfEmptyTextAndAllCounts() {
    byte[] stream = OllamaReframe.body(true, bytes(OllamaFixtures.read("chat-reply.json")));
    List<JsonNode> lines =
        new String(Objects.requireNonNull(stream), UTF_8)
            .lines()
            .map(line -> JsonSpelling.tree(bytes(line)))
            .toList();
    assertThat(lines.size()).isGreaterThan(4);
    for (JsonNode line : lines.subList(0, lines.size() - 1)) {
      assertThat(line.path("done").asBoolean(true)).isFalse();
      assertThat(line.has("eval_count")).isFalse();
      assertThat(line.path("model").asText()).isEqualTo("birch:latest");
      assertThat(line.path("created_at").asText()).startsWith("2026");
      assertThat(line.at("/message/role").asText()).isEqualTo("assistant");
      assertThat(line.at("/message/content").isTextual()).isTrue();
    }
    JsonNode last = lines.get(lines.size() - 1);
    assertThat(last.path("done").asBoolean()).isTrue();
    assertThat(last.at("/message/content").asText()).isEmpty();
    assertThat(last.at("/message/thinking").isMissingNode()).isTrue();
    assertThat(last.path("eval_count").asInt()).isEqualTo(38);
  }

  @Test
  void theLinesOfAStreamAreOneAnswer() {
    byte[] whole =
        OllamaReframe.body(false, bytes(OllamaFixtures.read("chat-stream-tool-call.ndjson")));
    JsonNode tree = JsonSpelling.tree(Objects.requireNonNull(whole));
    assertThat(tree.at("/message/content").asText()).isEqualTo("I measure");
    assertThat(tree.at("/message/tool_calls").size()).isEqualTo(2);
    assertThat(tree.at("/message/tool_calls/1/id").asText()).isEqualTo("call_9");
    assertThat(tree.path("done_reason").asText()).isEqualTo("stop");
    assertThat(tree.path("created_at").asText()).endsWith(".183Z");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'message':{'role':'assistant','content':''},'done':true}",
        "{'message':{'content':'a','thinking':''},'done':true,'done_reason':'stop'}",
        "{'message':{'role':'assistant','content':'a','thinking':null,'images':null},'done':true}",
        "{'message':{'role':'assistant','content':'a','tool_calls':[]},'done':true}",
        "{'message':{'role':'assistant','content':'a','tool_calls':null},'done':true}",
        "{'response':'a','thinking':'b','context':[],'done':true}",
        "{'response':'','done':true,'x':{'a':null}}",
      })
  void answersComeBackAsTheyWere(String answer) {
    byte[] whole = bytes(answer.replace('\'', '"'));
    byte[] stream = OllamaReframe.body(true, whole);
    assertThat(stream).isNotNull();
    byte[] back = OllamaReframe.body(false, stream);
    assertThat(JsonSpelling.tree(Objects.requireNonNull(back))).isEqualTo(JsonSpelling.tree(whole));
  }

  @Test
  void countsAreWrittenAsIntegers() {
    byte[] whole = bytes("{\"response\":\"a\",\"done\":true,\"eval_count\":1200}");
    assertThat(new String(Objects.requireNonNull(OllamaReframe.body(true, whole)), UTF_8))
        .contains("\"eval_count\":1200}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'error':'x'}",
        "{'response':'a','done':false}",
        "{'response':1,'done':true}",
        "{'message':{'role':'assistant'},'done':true}",
        "{'done':true}",
        "[]",
        "x",
        "",
      })
  void whatCannotBeSplitIsAMiss(String answer) {
    assertThat(OllamaReframe.body(true, bytes(answer.replace('\'', '"')))).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'response':'a','done':false}\n{'error':'x'}",
        "{'response':'a','done':false}",
        "{'response':'a','done':false}\n{'message':{'content':'x'},'done':true}",
        "{'message':1,'done':false}\n{'message':{'content':'x'},'done':true}",
        "{'message':{'role':'a'},'done':false}\n{'message':{'role':'b'},'done':true}",
        "{'response':'a','logprobs':[1],'done':false}\n{'response':'','done':true}",
        "{'response':1,'done':false}\n{'response':'','done':true}",
        "{'response':'a'}x\n{'response':'','done':true}",
        "",
      })
  void whatCannotBeMergedIsAMiss(String stream) {
    assertThat(OllamaReframe.body(false, bytes(stream.replace('\'', '"')))).isNull();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
