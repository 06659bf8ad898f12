package io.llmcache.internal.wire.completions;

import static io.llmcache.internal.wire.completions.CompletionSamples.OTHER;
import static io.llmcache.internal.wire.completions.CompletionSamples.facts;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.exchange.Headers;
import io.llmcache.spi.ReplyFacts;
import io.llmcache.spi.ReplyFacts.Ending;
import io.llmcache.spi.ReplyTracker;
import io.llmcache.spi.StoredReply;
import io.llmcache.spi.UnreadableRequestException;
import io.llmcache.spi.Usage;
import io.llmcache.testing.JsonSpelling;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How completions end, and what they are in the other form. Texts have ' for ". */
class CompletionReplyTest {

  private static final String ONE = "'prompt':'x'";
  private static final String STREAM = ONE + ",'stream':true";
  private static final String COUNTED = STREAM + ",'stream_options':{'include_usage':true}";
  private static final String TEXT = "{'choices':[{'text':'a','index':0,'finish_reason':null}]}";
  private static final String STOP = "{'choices':[{'text':'','index':0,'finish_reason':'stop'}]}";
  private static final String USAGE = "{'choices':[],'usage':{'prompt_tokens':100}}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'text':'a','finish_reason':'stop'}                       | NATURAL
          {'text':'a','finish_reason':'length'}                     | LENGTH
          {'text':'','finish_reason':'stop'}                        | EMPTY
          {'text':null,'finish_reason':'stop'}                      | EMPTY
          {'text':'a','finish_reason':'content_filter'}             | REFUSED
          {'text':'a','finish_reason':'error'}                      | ERROR
          {'text':'a','finish_reason':'new'}                        | UNKNOWN
          {'text':'a','finish_reason':1}                            | UNKNOWN
          {'text':'a','finish_reason':''}                           | UNKNOWN
          {'text':'a'}                                              | UNKNOWN
          {'message':{'content':'a'},'finish_reason':'stop'}        | NATURAL
          {'text':'a','finish_reason':'stop','content_filter_results':{'hate':{'filtered':true}}} | REFUSED
          {'text':'a','finish_reason':'stop','content_filter_results':{'hate':{'filtered':false}}} | NATURAL
          """)
  void theReasonAndTheTextDecide(String choice, Ending ending) throws Exception {
    assertThat(judged(ONE, "{'choices':[" + choice + "]}").ending()).isEqualTo(ending);
    String events = stream("{'choices':[" + choice + "]}", "[DONE]");
    assertThat(judged(STREAM, events).ending()).isEqualTo(ending);
  }

  @Test
  void thereAreAsManyChoicesAsPromptsTimesN() throws Exception {
    String choice = "{'text':'a','index':%d,'finish_reason':'stop'}";
    StringBuilder four = new StringBuilder(choice.formatted(0));
    for (int i = 1; i < 4; i++) {
      assertThat(judged("'prompt':['x','y'],'n':2", whole(four)).detail())
          .isEqualTo("too-few-choices");
      four.append(',').append(choice.formatted(i));
    }
    assertThat(judged("'prompt':['x','y'],'n':2", whole(four)).ending()).isEqualTo(Ending.NATURAL);
    assertThat(judged("'prompt':[[1],[2]],'n':2", whole(four)).ending()).isEqualTo(Ending.NATURAL);
    String one = whole(new StringBuilder(choice.formatted(0)));
    assertThat(judged("'prompt':[1,2]", one).ending()).isEqualTo(Ending.NATURAL);
    assertThat(judged("'prompt':[[1],[2]]", one).ending()).isEqualTo(Ending.UNKNOWN);
    assertThat(judged(ONE, "{}").detail()).isEqualTo("no-choices");
  }

  @Test
  void theWorstChoiceCounts() throws Exception {
    String choices =
        "{'text':'a','index':1,'finish_reason':'%s'},{'text':'a','index':0,'finish_reason':'%s'}";
    for (String[] pair : new String[][] {{"length", "stop"}, {"stop", "length"}}) {
      StringBuilder two = new StringBuilder(choices.formatted((Object[]) pair));
      assertThat(judged("'prompt':'x','n':2", whole(two)).ending()).isEqualTo(Ending.LENGTH);
    }
  }

  @Test
  void streamsEndWithTheMarkOrLackNothing() throws Exception {
    assertThat(judged(STREAM, stream(TEXT, STOP)).ending()).isEqualTo(Ending.NATURAL);
    assertThat(judged(COUNTED, stream(TEXT, STOP)).ending()).isEqualTo(Ending.INCOMPLETE);
    assertThat(judged(COUNTED, stream(TEXT, STOP, USAGE)).ending()).isEqualTo(Ending.NATURAL);
    assertThat(judged(STREAM, stream(TEXT)).ending()).isEqualTo(Ending.INCOMPLETE);
    assertThat(judged(STREAM, stream(TEXT, "[DONE]")).ending()).isEqualTo(Ending.UNKNOWN);
    assertThat(judged(STREAM, stream(TEXT, STOP, "[DONE]", TEXT)).ending())
        .isEqualTo(Ending.INCOMPLETE);
    assertThat(judged(STREAM, stream(TEXT, STOP, "[DONE]", "[DONE]")).ending())
        .isEqualTo(Ending.INCOMPLETE);
    assertThat(judged(STREAM, stream(TEXT, STOP, STOP, "[DONE]")).ending())
        .isEqualTo(Ending.NATURAL);
    assertThat(judged(STREAM, stream(TEXT, "{'choices':[1]}", STOP, "[DONE]")).ending())
        .isEqualTo(Ending.INCOMPLETE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{'error':'x'}", "{'errors':[]}", "{'object':'error','message':'m'}"})
  void errorsAreSeen(String body) throws Exception {
    assertThat(judged(ONE, body).ending()).isEqualTo(Ending.ERROR);
    assertThat(judged(STREAM, stream(TEXT, STOP, body, "[DONE]")).ending()).isEqualTo(Ending.ERROR);
  }

  @Test
  void aFramingOfAnotherKindIsUnknown() throws Exception {
    assertThat(judged(STREAM, stream("{'value':'a'}", "{'value':'b'}")).ending())
        .isEqualTo(Ending.INCOMPLETE);
    assertThat(judged(STREAM, stream("{'value':'a'}", "[DONE]")).ending())
        .isEqualTo(Ending.UNKNOWN);
    assertThat(judged(ONE, "{'choices':[{'text':'a','log_probs':null}],'model':'p'}").ending())
        .isEqualTo(Ending.UNKNOWN);
  }

  @Test
  void modelAndUsageAreRead() throws Exception {
    ReplyFacts facts =
        judged(
            ONE, "{'model':'m-1','choices':[],'usage':{'prompt_tokens':3,'completion_tokens':4}}");
    assertThat(facts.model()).isEqualTo("m-1");
    assertThat(facts.usage()).isEqualTo(new Usage(3, 4));
    assertThat(judged(STREAM, stream(TEXT, STOP)).usage()).isEqualTo(Usage.UNKNOWN);
  }

  @Test
  void theStreamLooksLikeOneOfOpenAi() throws Exception {
    String whole =
        "{'id':'c','object':'text_completion','created':100,'model':'m','choices':[{'text':"
            + "'Boats go early and late','index':0,'logprobs':null,'finish_reason':'length',"
            + "'stop_reason':7}],'usage':{'prompt_tokens':100},'more':1}";
    String head = "data: {'id':'c','object':'text_completion','created':100,'model':'m','choices':";
    assertThat(reframed(ONE, COUNTED, whole))
        .isEqualTo(
            json(
                head
                    + "[{'text':'Boats go early and late','index':0,'logprobs':null,"
                    + "'finish_reason':null}],'usage':null,'more':1}\n\n"
                    + head
                    + "[{'text':'','index':0,'logprobs':null,'finish_reason':'length',"
                    + "'stop_reason':7}],'usage':null}\n\n"
                    + head
                    + "[],'usage':{'prompt_tokens':100}}\n\ndata: [DONE]\n\n"));
    assertThat(reframed(ONE, STREAM, whole)).doesNotContain("usage");
  }

  @Test
  void severalChoicesAndProbabilitiesComeBack() throws Exception {
    String several = "'prompt':['x','y'],'logprobs':1";
    String choice =
        "{'text':'a b','index':%d,'logprobs':{'tokens':['a',' b'],'token_logprobs':[null,-1.5],"
            + "'top_logprobs':[null,{'b':-1.5}],'text_offset':[0,1]},'finish_reason':'stop'}";
    String whole =
        "{'object':'text_completion','choices':["
            + choice.formatted(0)
            + ","
            + choice.formatted(1)
            + "],'usage':{'prompt_tokens':1}}";
    String counted = several + ",'stream':true,'stream_options':{'include_usage':true}";
    String stream = reframed(several, counted, whole);
    assertThat(stream).isNotNull();
    String back = reframed(counted, several, stream);
    assertThat(back).isNotNull();
    assertThat(JsonSpelling.tree(back.getBytes(UTF_8)))
        .isEqualTo(JsonSpelling.tree(json(whole).getBytes(UTF_8)));
    assertThat(reframed(several, counted, whole.replace("'index':1", "'index':0"))).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "{'object':'text_completion','choices':[]}",
        "{'object':'chat.completion','choices':[{'text':'a','finish_reason':'stop'}]}",
        "{'object':'text_completion','choices':[{'text':'a'}]}",
        "{'object':'text_completion','choices':[{'text':'a','finish_reason':''}]}",
        "{'object':'text_completion','choices':[{'text':['a'],'finish_reason':'stop'}]}",
        "{'object':'text_completion','choices':[{'message':{},'text':'a','finish_reason':'stop'}]}",
        "{'object':'text_completion','error':1,'choices':[{'text':'a','finish_reason':'stop'}]}",
        "data: {'choices':[{'text':'a'}],'usage':{}}\n\ndata: [DONE]",
        "data: {'choices':[{'finish_reason':'stop'}],'usage':{}}\n\ndata: [DONE]",
        "data: {'choices':[{'delta':{'content':'a'},'finish_reason':'stop'}],'usage':{}}",
        "data: {'choices':[{'text':'a','finish_reason':'stop'}]}\n\ndata: [DONE]",
      })
  void whatCannotBeSaidIsAMiss(String body) throws Exception {
    assertThat(reframed(COUNTED, body.startsWith("{") ? STREAM : ONE, body)).isNull();
  }

  @Test
  void usageIsShownToThoseWhoAsked() throws Exception {
    String counted = stream(TEXT, STOP, USAGE, "[DONE]");
    assertThat(reframed(COUNTED, STREAM, counted)).isEqualTo(json(stream(TEXT, STOP, "[DONE]")));
    assertThat(reframed(STREAM, COUNTED, stream(TEXT, STOP, "[DONE]"))).isNull();
    assertThat(reframed(STREAM, COUNTED, counted)).contains("\"usage\":null");
    assertThat(reframed(STREAM, STREAM + ",'stream_options':{'x':1}", counted)).isNull();
  }

  @Test
  void aWholeReplyToARequestForAStreamIsServedWhole() throws Exception {
    String whole = "{'object':'text_completion','choices':[{'text':'a','finish_reason':'stop'}]}";
    assertThat(reframed(STREAM, ONE, whole)).isEqualTo(json(whole));
  }

  private static String whole(StringBuilder choices) {
    return "{'choices':[" + choices + "]}";
  }

  private static String stream(String... events) {
    return "data: " + String.join("\n\ndata: ", events) + "\n\n";
  }

  private static @Nullable String reframed(String stored, String wanted, String body)
      throws UnreadableRequestException {
    StoredReply reply =
        new OpenAiCompletions()
            .reframe(
                ask(wanted), CompletionSamples.stored(ask(stored), json(body).getBytes(UTF_8)));
    return reply == null ? null : new String(reply.body(), UTF_8);
  }

  private static io.llmcache.spi.RequestFacts ask(String fields) throws UnreadableRequestException {
    return facts(OTHER, "{'model':'m'," + fields + "}");
  }

  private static ReplyFacts judged(String fields, String body) throws UnreadableRequestException {
    ReplyTracker tracker = new OpenAiCompletions().track(ask(fields), 200, Headers.EMPTY);
    tracker.accept(ByteBuffer.wrap(json(body).getBytes(UTF_8)));
    return tracker.end();
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }
}
