package io.llmcache.internal.wire.gemini;

import static io.llmcache.internal.wire.gemini.GeminiForm.ARRAY;
import static io.llmcache.internal.wire.gemini.GeminiForm.SSE;
import static io.llmcache.internal.wire.gemini.GeminiForm.UNARY;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.testing.GeminiFixtures;
import io.llmcache.testing.JsonSpelling;
import io.llmcache.testing.SameJson;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of an answer in another form, byte by byte and part by part. */
class GeminiReframeTest {

  @ParameterizedTest
  @ValueSource(strings = {"stream", "stream-tool-call", "stream-length"})
  void betweenStreamsOnlyTheFramingChanges(String name) {
    String sse = GeminiFixtures.read(name + ".sse");
    String array = GeminiFixtures.read(name + ".array.json");
    String made = text(GeminiReframe.body(ARRAY, bytes(sse)));
    assertThat(SameJson.same(bytes(made), bytes(array))).isTrue();
    assertThat(made).startsWith("[{").contains("}\n,\r\n{").endsWith("}\n]");
    assertThat(text(GeminiReframe.body(SSE, bytes(made)))).isEqualTo(sse);
    String events = text(GeminiReframe.body(SSE, bytes(array)));
    assertThat(events.split("\r\n\r\n"))
        .allSatisfy(event -> assertThat(event).startsWith("data: {").doesNotContain("\n"));
  }

  @Test
  void numbersKeepTheirSpellingBetweenStreams() {
    String sse = "data: {\"candidates\":[{\"avgLogprobs\":-1.50e-02,\"x\":100}]}\n\n";
    assertThat(text(GeminiReframe.body(ARRAY, bytes(sse)))).contains("-1.50e-02,\"x\":100");
  }

  @Test
  void textsThatWereCutAreOneAgain() {
    String stream =
        events(
            "[{'text':'a','thought':true}]",
            "[{'text':'b','thought':true}]",
            "[{'text':'c'}]",
            "[{'text':'d'},{'text':'e'}]",
            "[{'text':'f'},{'functionCall':{'name':'g'}}]",
            "[{'text':'h'}]",
            "[{'text':'','thoughtSignature':'s'}]");
    assertThat(parts(text(GeminiReframe.body(UNARY, bytes(stream)))))
        .isEqualTo(
            quoted(
                "[{'text':'ab','thought':true},{'text':'cd'},{'text':'ef'},"
                    + "{'functionCall':{'name':'g'}},{'text':'h'},"
                    + "{'text':'','thoughtSignature':'s'}]"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "[{'text':''}]",
        "[{'text':'a'},{'text':'b'},{'text':''},{'text':'c'}]",
        "[{'text':'a'},{'text':'b','thought':false},{'text':'c','thought':true}]",
        "[{'text':'a long text that is cut into several pieces for sure 🎶🎶🎶🎶🎶🎶🎶🎶🎶🎶🎶🎶'},{'text':'b'}]",
        "[{'text':'a'},{'text':'a long text with a signature that is not cut at all','thoughtSignature':'s'}]",
        "[{'functionCall':{'name':'f','args':{'a':1,'b':null}}},{'text':'a'}]",
        "[{'text':1},{'text':null}]",
      })
  void partsComeBackAsTheyWere(String parts) {
    String whole =
        whole("{'content':{'role':'model','parts':" + parts + "},'finishReason':'STOP'}");
    for (GeminiForm form : List.of(SSE, ARRAY)) {
      byte[] stream = GeminiReframe.body(form, bytes(whole));
      assertThat(stream).isNotNull();
      assertThat(JsonSpelling.tree(GeminiReframe.body(UNARY, stream)))
          .isEqualTo(JsonSpelling.tree(bytes(whole)));
    }
  }

  @Test
  void severalCandidatesComeBackAsTheyWere() {
    String whole =
        whole(
            "{'content':{'parts':[{'text':'a long text that is cut into several pieces'}]},"
                + "'finishReason':'STOP'},{'index':1,'finishReason':'SAFETY'},"
                + "{'index':2,'content':{'parts':[{'text':'x'}]},'finishReason':'MAX_TOKENS'}");
    byte[] stream = GeminiReframe.body(SSE, bytes(whole));
    assertThat(JsonSpelling.tree(GeminiReframe.body(UNARY, stream)))
        .isEqualTo(JsonSpelling.tree(bytes(whole)));
  }

  @Test
  void onlyTheLastPieceSaysWhyItEnded() {
    String stream = text(GeminiReframe.body(SSE, bytes(GeminiFixtures.REPLY)));
    String[] events = stream.split("\r\n\r\n");
    assertThat(events.length).isGreaterThan(5);
    for (int i = 0; i < events.length; i++) {
      assertThat(events[i].contains("finishReason")).isEqualTo(i == events.length - 1);
      assertThat(events[i]).contains("usageMetadata", "r-17", "\"index\":0", "\"role\":\"model\"");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'content':{'parts':[{'nobodyKnows':1}]}}",
        "{'content':{'parts':[{'functionCall':{'name':'f','willContinue':true}}]}}",
        "{'content':{'parts':[{'functionCall':{'partialArgs':[]}}]}}",
        "{'content':{'parts':['x']}}",
        "{'index':0},{'index':0}",
        "{'index':1},{'index':0}",
        "1",
      })
  void whatCannotBeSplitIsAMiss(String candidates) {
    assertThat(GeminiReframe.body(SSE, bytes(whole(candidates)))).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data: {\"error\":{\"code\":500}}\n\n",
        "data: {\"candidates\":[{\"content\":{\"parts\":[{\"x\":1}]}}]}\n\n",
        "data: {\"candidates\":[{\"content\":{\"parts\":1}}]}\n\n",
        "data: {\"candidates\":[{\"content\":1}]}\n\n",
        "data: {\"candidates\":[1]}\n\n",
        "data: {\"candidates\":1}\n\n",
        "data: {\"candidates\":[],\"usageMetadata\":1}\n\n",
        "data: {\"candidates\":[{\"index\":-1}]}\n\n",
        "data: {\"candidates\":[{\"x\":1}]}\n\ndata: {\"candidates\":[{\"x\":2}]}\n\n",
        "data: {\"x\":1}\n\ndata: {\"x\":2}\n\n",
        "data: x\n\n",
        "[{}",
        "[]",
        "",
        "x",
        "{\"error\":{}}",
        "{",
      })
  void whatCannotBeMergedIsAMiss(String stream) {
    assertThat(GeminiReframe.body(UNARY, bytes(stream))).isNull();
  }

  @Test
  void numbersAreWrittenAsIntegers() {
    String whole =
        "{\"candidates\":[{\"finishReason\":\"STOP\"}],\"usageMetadata\":"
            + "{\"promptTokenCount\":1200,\"x\":0.00025}}";
    assertThat(text(GeminiReframe.body(SSE, bytes(whole)))).contains("1200", "0.00025");
  }

  private static String whole(String candidates) {
    return quoted("{'candidates':[" + candidates + "],'usageMetadata':{'promptTokenCount':3}}");
  }

  private static String events(String... parts) {
    StringBuilder events = new StringBuilder();
    for (String list : parts) {
      events
          .append("data: {'candidates':[{'content':{'parts':")
          .append(list)
          .append("}}]}\r\n\r\n");
    }
    return quoted(events.toString());
  }

  private static String parts(String whole) {
    return JsonSpelling.tree(bytes(whole)).at("/candidates/0/content/parts").toString();
  }

  private static String quoted(String json) {
    return json.replace('\'', '"');
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static String text(byte @Nullable [] bytes) {
    assertThat(bytes).isNotNull();
    return new String(bytes, UTF_8);
  }
}
