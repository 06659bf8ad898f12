package io.llmcache.internal.wire.chat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.exchange.CacheRequest;
import io.llmcache.exchange.Headers;
import io.llmcache.exchange.WayIn;
import io.llmcache.spi.ReplyFacts;
import io.llmcache.spi.ReplyFacts.Ending;
import io.llmcache.spi.ReplyTracker;
import io.llmcache.spi.Usage;
import java.net.URI;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How replies end, with the ways of the many servers. Texts have ' for " and a line per event. */
class ChatReplyTest {

  private static final String STOP = "{'choices':[{'index':0,'delta':{},'finish_reason':'stop'}]}";
  private static final String TEXT = "{'choices':[{'index':0,'delta':{'content':'a'}}]}";

  @ParameterizedTest
  @CsvSource({
    "stop, NATURAL",
    "eos, NATURAL",
    "tool_calls, TOOL_CALL",
    "function_call, TOOL_CALL",
    "length, LENGTH",
    "model_length, LENGTH",
    "content_filter, REFUSED",
    "error, ERROR",
    "insufficient_system_resource, ERROR",
    "pause_turn, UNKNOWN",
    "Stop, UNKNOWN"
  })
  void theReasonDecides(String reason, Ending ending) {
    ReplyFacts unary = unary("{'message':{'content':'a'},'finish_reason':'" + reason + "'}");
    assertThat(unary.ending()).isEqualTo(ending);
    assertThat(unary.detail()).isEqualTo(reason);
    assertThat(stream(TEXT, STOP.replace("stop", reason), "[DONE]").ending()).isEqualTo(ending);
  }

  @ParameterizedTest
  @ValueSource(strings = {"'finish_reason':null", "'finish_reason':''", "'finish_details':{}"})
  void withoutAReasonTheEndingIsUnknown(String reason) {
    ReplyFacts facts = unary("{'message':{'content':'a'}," + reason + "}");
    assertThat(facts.ending()).isEqualTo(Ending.UNKNOWN);
    assertThat(facts.detail()).isEqualTo("no-finish-reason");
    String last = "{'choices':[{'index':0,'delta':{}," + reason + "}]}";
    assertThat(stream(TEXT, last, "[DONE]").ending()).isEqualTo(Ending.UNKNOWN);
    assertThat(stream(TEXT, last).ending()).isEqualTo(Ending.INCOMPLETE);
  }

  @Test
  void aReasonOfAnotherTypeIsUnknown() {
    assertThat(unary("{'message':{'content':'a'},'finish_reason':1}").ending())
        .isEqualTo(Ending.UNKNOWN);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'content':'a'                                                    | NATURAL
          'content':null                                                   | EMPTY
          'content':''                                                     | EMPTY
          'role':'assistant'                                               | EMPTY
          'content':'','reasoning_content':'thought'                       | EMPTY
          'content':null,'reasoning':'thought'                             | EMPTY
          'content':[{'type':'text','text':'a'}]                           | NATURAL
          'content':[{'type':'thinking','thinking':[{'type':'text','text':'a'}]}] | EMPTY
          'content':[{'type':'thinking','thinking':[]},{'text':'a','type':'text'}] | NATURAL
          'content':[{'type':'text','text':''}]                            | EMPTY
          'content':[{'type':'reference','text':'a'}]                      | EMPTY
          'content':[{'type':'refusal','refusal':'no'}]                    | REFUSED
          'content':[]                                                     | EMPTY
          'content':'a','tool_calls':[]                                    | NATURAL
          'content':'a','tool_calls':null,'function_call':null             | NATURAL
          'content':null,'tool_calls':[{'id':'c'}]                         | TOOL_CALL
          'content':'a','tool_calls':[{'id':'c'}]                          | TOOL_CALL
          'content':null,'function_call':{'name':'f'}                      | TOOL_CALL
          'content':null,'refusal':'no'                                    | REFUSED
          'content':'a','refusal':'no'                                     | REFUSED
          'content':'a','refusal':''                                       | NATURAL
          'content':'a','audio':{'data':''}                                | NATURAL
          """)
  void whatTheMessageHoldsDecidesToo(String message, Ending ending) {
    assertThat(unary("{'message':{" + message + "},'finish_reason':'stop'}").ending())
        .isEqualTo(ending);
    assertThat(
            stream("{'choices':[{'index':0,'delta':{" + message + "}}]}", STOP, "[DONE]").ending())
        .isEqualTo(ending);
  }

  @ParameterizedTest
  @CsvSource({
    "stop, length, LENGTH",
    "tool_calls, stop, TOOL_CALL",
    "length, content_filter, REFUSED",
    "content_filter, '', UNKNOWN"
  })
  void ofSeveralChoicesTheWorstCounts(String one, String other, Ending ending) {
    String choice = "{'index':%d,'message':{'content':'a'},'finish_reason':'%s'}";
    assertThat(unary(choice.formatted(0, one) + "," + choice.formatted(1, other)).ending())
        .isEqualTo(ending);
    assertThat(unary(choice.formatted(0, other) + "," + choice.formatted(1, one)).ending())
        .isEqualTo(ending);
    String noIndex = choice.replace("'index':%d,", "");
    assertThat(unary(noIndex.formatted(one) + "," + noIndex.formatted(other)).ending())
        .isEqualTo(ending);
  }

  @Test
  void fewerChoicesThanAskedAreNotTheAnswer() {
    String choice = "{'index':0,'message':{'content':'a'},'finish_reason':'stop'}";
    String reply = "{'choices':[" + choice + "%s]}";
    assertThat(facts("'n':2", reply.formatted("")).ending()).isEqualTo(Ending.UNKNOWN);
    assertThat(facts("'n':2", reply.formatted("," + choice.replace(":0", ":1"))).ending())
        .isEqualTo(Ending.NATURAL);
    assertThat(unary("").ending()).isEqualTo(Ending.UNKNOWN);
    assertThat(facts("'n':1", "{'choices':null}").ending()).isEqualTo(Ending.UNKNOWN);
    assertThat(facts("'n':1", "{}").detail()).isEqualTo("no-choices");
  }

  @Test
  void choicesOfAStreamMayInterleave() {
    String text = "{'choices':[{'index':%d,'delta':{'content':'a'}}]}";
    String end = "{'choices':[{'index':%d,'delta':{},'finish_reason':'stop'}]}";
    String[] whole = {
      text.formatted(0), text.formatted(1), end.formatted(1), text.formatted(0), end.formatted(0),
    };
    assertThat(stream(whole[0], whole[1], whole[2], whole[3], whole[4], "[DONE]").ending())
        .isEqualTo(Ending.NATURAL);
    assertThat(stream(whole[0], whole[1], whole[2], whole[3], "[DONE]").ending())
        .isEqualTo(Ending.UNKNOWN);
    assertThat(stream(whole[0], whole[1], whole[2], whole[3]).ending())
        .isEqualTo(Ending.INCOMPLETE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'error':{'message':'m','code':'c'}}",
        "{'error':'text'}",
        "{'error':{},'choices':[{'message':{'content':'a'},'finish_reason':'stop'}]}",
        "{'choices':[{'message':{'content':'a'},'finish_reason':'stop','error':{'code':5}}]}",
        "{'errors':[{'message':'m'}]}",
        "{'object':'error','message':'m'}"
      })
  void errorsAreSeen(String body) {
    assertThat(facts("'n':1", body).ending()).isEqualTo(Ending.ERROR);
    assertThat(stream(TEXT, body, "[DONE]").ending()).isEqualTo(Ending.ERROR);
    assertThat(stream(TEXT, STOP, body, "[DONE]").ending()).isEqualTo(Ending.ERROR);
  }

  @ParameterizedTest
  @ValueSource(strings = {"'error':null", "'errors':[]", "'errors':null", "'x':{'error':1}"})
  void noErrorIsNoError(String member) {
    String body = "{%s,'choices':[{'message':{'content':'a'},'finish_reason':'stop'}]}";
    assertThat(facts("'n':1", body.formatted(member)).ending()).isEqualTo(Ending.NATURAL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"'usage': ", "'usage':{}, "})
  void anEndAfterAColonOrCommaIsNoJsonHoweverItIsSplit(String last) {
    ReplyTracker tracker = tracker("'n':1", 200);
    accept(tracker, "{'choices':[{'message':{'content':'a'},'finish_reason':'stop'}]," + last);
    accept(tracker, "}");
    assertThat(tracker.complete()).isFalse();
    assertThat(tracker.end().detail()).isEqualTo("not-json");
  }

  @Test
  void anErrorStatusIsAnError() {
    ReplyTracker tracker = tracker("'n':1", 429);
    accept(tracker, "busy");
    assertThat(tracker.end().ending()).isEqualTo(Ending.ERROR);
    assertThat(tracker.end().detail()).isEqualTo("status-429");
  }

  @Test
  void anErrorEventWithoutEndIsAnError() {
    ReplyFacts facts = sse("data: " + TEXT + "\n\nevent: error\ndata: {'message':'m'}\n\n");
    assertThat(facts.ending()).isEqualTo(Ending.ERROR);
  }

  @Test
  void azuresFirstChunkHasNoChoicesAndNoName() {
    ReplyFacts facts =
        stream(
            "{'choices':[],'id':'','model':'','prompt_filter_results':[{'prompt_index':0}]}",
            "{'choices':[{'index':0,'delta':{'content':'a'}}],'model':'gpt-4o','usage':null}",
            "{'choices':[{'index':0,'content_filter_results':{'hate':{'filtered':false}}}]}",
            STOP,
            "[DONE]");
    assertThat(facts.ending()).isEqualTo(Ending.NATURAL);
    assertThat(facts.model()).isEqualTo("gpt-4o");
    assertThat(facts.usage()).isEqualTo(Usage.UNKNOWN);
  }

  @Test
  void aFilterThatComesLateCounts() {
    assertThat(stream(TEXT, STOP, STOP.replace("stop", "content_filter"), "[DONE]").ending())
        .isEqualTo(Ending.REFUSED);
    assertThat(
            stream(
                    TEXT,
                    STOP,
                    "{'choices':[{'index':0,'content_filter_results':{'hate':{'filtered':true}}}]}",
                    "[DONE]")
                .ending())
        .isEqualTo(Ending.REFUSED);
  }

  @Test
  void openRouterEndsTwiceAndSendsComments() {
    ReplyFacts facts =
        sse(
            ": OPENROUTER PROCESSING\n\ndata: %s\n\n: OPENROUTER PROCESSING\n\ndata: %s\n\n"
                    .formatted(TEXT, STOP)
                + "data: "
                + STOP.replace("]}", "],'usage':{'prompt_tokens':3,'completion_tokens':4}}")
                + "\n\ndata: [DONE]\n\n");
    assertThat(facts.ending()).isEqualTo(Ending.NATURAL);
    assertThat(facts.usage()).isEqualTo(new Usage(3, 4));
  }

  @Test
  void anErrorAfterTheReasonIsAnError() {
    assertThat(
            stream(
                    TEXT,
                    STOP.replace("stop", "length"),
                    "{'error':{'code':502},'choices':[{'index':0,'finish_reason':null}]}",
                    "[DONE]")
                .ending())
        .isEqualTo(Ending.ERROR);
  }

  @Test
  void toolCallsNeedNoIndex() {
    assertThat(
            stream(
                    "{'choices':[{'index':0,'delta':{'tool_calls':[{'id':'a'},{'id':'b'}]},"
                        + "'finish_reason':'tool_calls'}],'usage':{'prompt_tokens':1}}",
                    "[DONE]")
                .ending())
        .isEqualTo(Ending.TOOL_CALL);
  }

  @Test
  void usageMayBeInAnyChunk() {
    String usage = "{'choices':[],'usage':{'prompt_tokens':5,'completion_tokens':6}}";
    assertThat(stream(TEXT, STOP, usage, "[DONE]").usage()).isEqualTo(new Usage(5, 6));
    assertThat(stream(usage, TEXT, STOP, "[DONE]").usage()).isEqualTo(new Usage(5, 6));
    assertThat(stream(TEXT, STOP, "{'x_groq':" + usage + "}", "[DONE]").usage())
        .isEqualTo(new Usage(5, 6));
    assertThat(
            unary("{'message':{'content':'a','usage':{'prompt_tokens':9}},'finish_reason':'stop'}")
                .usage())
        .isEqualTo(Usage.UNKNOWN);
  }

  @Test
  void withoutTheMarkAReasonAndTheUsageAskedForWillDo() {
    String usage = "{'choices':[],'usage':{'prompt_tokens':5,'completion_tokens':6}}";
    String asked = "'stream':true,'stream_options':{'include_usage':true}";
    assertThat(stream(TEXT, STOP).ending()).isEqualTo(Ending.NATURAL);
    assertThat(facts(asked, events(TEXT, STOP)).ending()).isEqualTo(Ending.INCOMPLETE);
    assertThat(facts(asked, events(TEXT, STOP, usage)).ending()).isEqualTo(Ending.NATURAL);
    assertThat(facts(asked, events(TEXT, STOP, "[DONE]")).ending()).isEqualTo(Ending.NATURAL);
    assertThat(facts(asked, events(TEXT, usage)).ending()).isEqualTo(Ending.INCOMPLETE);
  }

  @Test
  void dataAfterTheMarkIsNotComplete() {
    assertThat(stream(TEXT, STOP, "[DONE]", TEXT).ending()).isEqualTo(Ending.INCOMPLETE);
    assertThat(
            sse("data: " + TEXT + "\n\ndata: " + STOP + "\n\ndata: [DONE]\ndata: x\n\n").ending())
        .isEqualTo(Ending.INCOMPLETE);
    assertThat(sse(events(TEXT, STOP, "[DONE]") + ": bye\n\n\n").ending())
        .isEqualTo(Ending.NATURAL);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'choices':",
        "hello",
        "{} {}",
        "[]",
        "null",
        "{'choices':{}}",
        "{'choices':[1]}"
      })
  void anEventThatIsNoChunkSpoilsTheStream(String event) {
    assertThat(stream(TEXT, event, STOP, "[DONE]").ending()).isEqualTo(Ending.INCOMPLETE);
  }

  @Test
  void anEventBeyondTheBoundSpoilsTheStream() {
    String large = TEXT.replace("'a'", "'" + "a".repeat(EventBody.LARGEST_EVENT) + "'");
    ReplyFacts facts = stream(TEXT, large, STOP, "[DONE]");
    assertThat(facts.ending()).isEqualTo(Ending.INCOMPLETE);
    assertThat(facts.detail()).isEqualTo("event-too-large");
  }

  @Test
  void moreChoicesThanAnyServerGivesAreNotKept() {
    StringBuilder choices = new StringBuilder("{'index':0}");
    for (int i = 1; i < 5000; i++) {
      choices.append(",{'index':").append(i).append('}');
    }
    assertThat(unary(choices.toString()).detail()).isEqualTo("too-many-choices");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r", "\r\n"})
  void linesOfAStreamEndInThreeWays(String end) {
    String text = "\ufeff" + events(TEXT, STOP, "[DONE]").replace("\n", end);
    assertThat(sse(text).ending()).isEqualTo(Ending.NATURAL);
    assertThat(sse(text.strip()).ending()).isEqualTo(Ending.NATURAL);
  }

  @Test
  void blanksBeforeAJsonBodyAreWaiting() {
    ReplyTracker tracker = tracker("'n':1", 200);
    for (int i = 0; i < 5; i++) {
      accept(tracker, "\n");
      accept(tracker, " \r\n");
      assertThat(tracker.complete()).isFalse();
    }
    accept(tracker, "{'choices':[{'message':{'content':'a'},'finish_reason':'stop'}]");
    assertThat(tracker.complete()).isFalse();
    accept(tracker, "}");
    assertThat(tracker.complete()).isTrue();
    accept(tracker, "\n\n");
    assertThat(tracker.complete()).isTrue();
    assertThat(tracker.end().ending()).isEqualTo(Ending.NATURAL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "x", "1", ",", "]", "\u0000"})
  void textAfterAJsonBodySpoilsIt(String garbage) {
    String body = "{'choices':[{'message':{'content':'a'},'finish_reason':'stop'}]}";
    ReplyTracker together = tracker("'n':1", 200);
    accept(together, body + garbage);
    assertThat(together.complete()).isFalse();
    assertThat(together.end().ending()).isEqualTo(Ending.INCOMPLETE);
    ReplyTracker apart = tracker("'n':1", 200);
    accept(apart, body + "\n");
    accept(apart, garbage);
    assertThat(apart.complete()).isFalse();
    assertThat(apart.end().ending()).isEqualTo(Ending.INCOMPLETE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \n", "[]", "null", "<html></html>", "method=POST", "{'choices':[}"})
  void whatIsNoReplyIsIncomplete(String body) {
    ReplyFacts facts = facts("'n':1", body);
    assertThat(facts.ending()).isEqualTo(Ending.INCOMPLETE);
    assertThat(facts.detail()).isNotBlank();
  }

  @Test
  void aLongReasonIsNotKeptWhole() {
    String reason = "x".repeat(1000);
    assertThat(unary("{'message':{'content':'a'},'finish_reason':'" + reason + "'}").detail())
        .hasSizeLessThan(50);
  }

  private static ReplyFacts unary(String choices) {
    return facts("'n':1", "{'model':'m-1','choices':[" + choices + "]}");
  }

  private static ReplyFacts stream(String... events) {
    return sse(events(events));
  }

  private static ReplyFacts sse(String text) {
    return facts("'stream':true", text);
  }

  private static String events(String... events) {
    return "data: " + String.join("\n\ndata: ", events) + "\n\n";
  }

  private static ReplyFacts facts(String field, String body) {
    ReplyTracker tracker = tracker(field, 200);
    accept(tracker, body);
    return tracker.end();
  }

  private static void accept(ReplyTracker tracker, String text) {
    tracker.accept(ByteBuffer.wrap(text.replace('\'', '"').getBytes(UTF_8)));
  }

  private static ReplyTracker tracker(String field, int status) {
    String body = "{'model':'m','messages':[{'role':'user','content':'x'}]," + field + "}";
    OpenAiChat format = new OpenAiChat();
    URI target = URI.create("http://localhost/v1/chat/completions");
    byte[] bytes = body.replace('\'', '"').getBytes(UTF_8);
    try {
      return format.track(
          format.read(CacheRequest.of(WayIn.CLIENT, "POST", target, Headers.EMPTY, bytes)),
          status,
          Headers.EMPTY);
    } catch (io.llmcache.spi.UnreadableRequestException e) {
      throw new AssertionError(e);
    }
  }
}
