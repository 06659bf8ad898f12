package io.llmcache.internal.wire.chat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmcache.exchange.CacheRequest;
import io.llmcache.exchange.Headers;
import io.llmcache.exchange.WayIn;
import io.llmcache.spi.Pace;
import io.llmcache.spi.RequestFacts;
import io.llmcache.spi.StoredReply;
import io.llmcache.spi.UnreadableRequestException;
import io.llmcache.spi.Usage;
import io.llmcache.testing.JsonSpelling;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Stored replies in other forms. Texts have ' for ". */
class ChatReframeTest {

  private static final String PLAIN = "'stream':true";
  private static final String COUNTED = PLAIN + ",'stream_options':{'include_usage':true}";
  private static final String UNARY = "'stream':false";

  private static final String HEAD = "'id':'c1','object':'chat.completion.chunk','created':100,";
  private static final String SAID = choice("'delta':{'role':'assistant','content':'a'}");
  private static final String STOP = choice("'delta':{},'finish_reason':'stop'");
  private static final String USAGE =
      "{'choices':[],'usage':{'prompt_tokens':100,'completion_tokens':6}}";

  /** Messages that come back as they were. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "'content':'One and two and three and four and five and six. \\ud83d\\udea2'",
        "'content':''",
        "'content':null,'refusal':'I will not say that to anybody at all, since it is no'",
        "'content':'a','refusal':null,'annotations':[],'audio':null,'function_call':null,'x':null",
        "'content':'a','tool_calls':null",
        "'content':'a','tool_calls':[]",
        "'content':'a','reasoning_content':'b','reasoning':null",
        "'content':'a','reasoning':'thought about it for a long time, then a bit longer',"
            + "'reasoning_details':[{'type':'reasoning.text','text':'t','index':0,'format':null},"
            + "{'type':'reasoning.text','text':'u','index':0},{'type':'reasoning.encrypted'}]",
        "'content':'a','annotations':[{'type':'url_citation','url_citation':{'url':'u'}}]",
        "'content':null,'tool_calls':[{'id':'c','type':'function','function':{'name':'f',"
            + "'arguments':'{\\'a\\':\\'long enough to be sent in more than one piece\\'}'}},"
            + "{'id':'d','type':'function','function':{'name':'g','arguments':''}}]",
        "'tool_calls':[{'id':'c','function':{'name':'f','arguments':'{}'},'index':0},"
            + "{'id':'d','function':{'name':'f','arguments':'{}'},'index':1}]",
        "'content':'','tool_calls':[{'id':'c','type':'custom','custom':{'name':'f','input':'x'}}]",
        "'content':null,'tool_calls':[{'id':'c','type':'function','custom':null,'extra_content':"
            + "{'s':1},'function':{'name':'f','strict':true,'arguments':'{}'}}]",
        "'content':null,'function_call':{'name':'f','arguments':'{\\'a\\':1}'}",
        "'content':[{'type':'thinking','thinking':[{'type':'text','text':'t'}],'closed':true},"
            + "{'type':'text','text':'a'},{'type':'reference','reference_ids':[1]},"
            + "{'type':'text','text':'b'}]"
      })
  void wholeRepliesComeBackAsTheyWere(String message) throws Exception {
    String choice = "{'index':0,'message':{'role':'assistant'," + message + "},%s'stop'}";
    for (String more :
        List.of(
            "'finish_reason':",
            "'logprobs':null,'content_filter_results':{'hate':{'filtered':false}},'seed':5,"
                + "'finish_reason':",
            "'logprobs':{'content':[{'token':'a','logprob':-0.5},{'token':'b','logprob':-2}],"
                + "'refusal':null},'native_finish_reason':'end','finish_reason':")) {
      assertComesBack(choice.formatted(more));
    }
  }

  @Test
  void aCountThatLacksWhatAnEarlierOneHasIsAMiss() throws Exception {
    String less = USAGE.replace("completion_tokens", "other_tokens");
    assertThat(USAGE).isNotEqualTo(less);
    assertThat(reframed(COUNTED, UNARY, stream(SAID, STOP, USAGE, less))).isNull();
    assertThat(reframed(COUNTED, UNARY, stream(SAID, STOP, USAGE, USAGE))).isNotNull();
  }

  @Test
  void severalChoicesComeBackAsTheyWere() throws Exception {
    String choice = "{'index':%d,'message':{'role':'assistant','content':'%s'},%s}";
    String stop = "'finish_reason':'stop'";
    assertComesBack(choice.formatted(0, "a", stop) + "," + choice.formatted(1, "b b", stop));
    assertThat(
            reframed(
                UNARY,
                COUNTED,
                whole(choice.formatted(0, "a", stop) + "," + choice.formatted(0, "b", stop))))
        .isNull();
  }

  private static void assertComesBack(String choices) throws Exception {
    String whole = whole(choices);
    String stream = reframed(UNARY, COUNTED, whole);
    assertThat(stream).as(whole).isNotNull().endsWith("data: [DONE]\n\n");
    assertThat(stream.lines().filter(line -> !line.isEmpty())).allMatch(l -> l.startsWith("data:"));
    assertThat(tree(reframed(COUNTED, UNARY, stream))).as(stream).isEqualTo(tree(whole));
    assertThat(ChatSaid.of(stream.getBytes(UTF_8)).answer())
        .isEqualTo(ChatSaid.of(json(whole).getBytes(UTF_8)).answer());
  }

  @Property(tries = 200)
  void textsComeBackAsTheyWere(@ForAll String content, @ForAll String arguments) throws Exception {
    // text that is no UTF-16 cannot be in a reply
    String text = new String(content.getBytes(UTF_8), UTF_8).replace('\'', '.');
    String call = new String(arguments.getBytes(UTF_8), UTF_8).replace('\'', '.');
    assertComesBack(
        "{'index':0,'message':{'role':'assistant','content':"
            + quoted(text)
            + ",'tool_calls':[{'id':'c','type':'function','function':{'name':'f','arguments':"
            + quoted(call)
            + "}}]},'finish_reason':'tool_calls'}");
  }

  @Test
  void theStreamLooksLikeOneOfOpenAi() throws Exception {
    String message =
        "'content':'The boat leaves Saltsjobaden at half past six.','refusal':null,'tool_calls':"
            + "[{'id':'c','type':'function','function':{'name':'f','arguments':'{}'}}]";
    String whole =
        whole(
            "{'index':0,'message':{'role':'assistant',"
                + message
                + "},'logprobs':null,'finish_reason':'tool_calls'}");
    String head = HEAD + "'model':'m','service_tier':'default','system_fingerprint':null";
    String delta = "{" + head + ",'choices':[{'index':0,'delta':%s,'logprobs':null,%s}]%s%s}";
    String none = "'finish_reason':null";
    String null_ = ",'usage':null";
    String call =
        "{'tool_calls':[{'index':0,'id':'c','type':'function','function':{'name':'f',"
            + "'arguments':''}}]}";
    assertThat(events(reframed(UNARY, COUNTED, whole)))
        .containsExactlyElementsOf(
            trees(
                delta.formatted(
                    "{'role':'assistant','content':'','refusal':null}",
                    none,
                    null_,
                    ",'x_more':{'a':1}"),
                delta.formatted("{'content':'The boat leaves Saltsjobaden at '}", none, null_, ""),
                delta.formatted("{'content':'half past six.'}", none, null_, ""),
                delta.formatted(call, none, null_, ""),
                delta.formatted(
                    "{'tool_calls':[{'index':0,'function':{'arguments':'{}'}}]}", none, null_, ""),
                delta.formatted("{}", "'finish_reason':'tool_calls'", null_, ""),
                "{" + head + ",'choices':[],'usage':" + "{'prompt_tokens':100,'total':1.5}}"));
    assertThat(reframed(UNARY, PLAIN, whole)).doesNotContain("usage");
    assertThat(reframed(UNARY, COUNTED, whole)).contains("\"created\":100,");
  }

  @Test
  void whatOnlyOneChunkSaysIsCarried() throws Exception {
    String whole =
        reframed(
            COUNTED,
            UNARY,
            stream(
                "{'choices':[],'id':'','created':0,'model':'','prompt_filter_results':[1]}",
                choice("'content_filter_results':{},'finish_reason':null,'logprobs':null"),
                choice(
                    "'content_filter_results':{'hate':{'filtered':false}},'delta':{'role':"
                        + "'assistant','content':'a'},'seed':null"),
                choice("'delta':{'content':'b'},'finish_reason':'stop','seed':7"),
                USAGE.replace("]", "],'late':{'b':2}"),
                "{'choices':[],'moderation':{'c':3}}"));
    assertThat(tree(whole))
        .isEqualTo(
            tree(
                "{'id':'c1','object':'chat.completion','created':100,'model':'m','choices':[{'index'"
                    + ":0,'message':{'role':'assistant','content':'ab'},'finish_reason':'stop',"
                    + "'logprobs':null,'content_filter_results':{'hate':{'filtered':false}},'seed':"
                    + "7}],'usage':{'prompt_tokens':100,'completion_tokens':6},"
                    + "'prompt_filter_results':[1],'late':{'b':2},'moderation':{'c':3}}"));
  }

  @Test
  void paddingIsDroppedAndToldToBeOpenAis() throws Exception {
    String text = choice("'delta':{'content':'a'}").replace("{'id'", "{'obfuscation':'x','id'");
    String whole = reframed(COUNTED, UNARY, stream(text, STOP, USAGE));
    assertThat(whole).contains("\"annotations\":[]").doesNotContain("obfuscation");
    assertThat(reframed(COUNTED, PLAIN, stream(text, STOP, USAGE))).doesNotContain("obfuscation");
    assertThat(
            reframed(
                PLAIN,
                PLAIN + ",'stream_options':{'include_obfuscation':false}",
                stream(text, STOP)))
        .isEqualTo(reframed(PLAIN, PLAIN, stream(choice("'delta':{'content':'a'}"), STOP)));
  }

  /** Deltas of one choice, and the message that they are together. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'content':'a'};{'content':null};{'content':'b'}                      | 'content':'ab'
          {'content':null}                                                      | 'content':null
          {'reasoning':'a','channel':'x'};{'reasoning':'b','token_id':5}        | 'reasoning':'ab'
          {'refusal':null};{'refusal':'a'};{'refusal':'b'}                      | 'refusal':'ab'
          {'annotations':[1]};{'annotations':[2,3]};{'annotations':null}        | 'annotations':[1,2,3]
          {'tool_calls':[{'id':'a','function':{'arguments':'x'}}]};{'tool_calls':[{'id':'b'},{'id':'c'}]} | 'tool_calls':[{'id':'a','function':{'arguments':'x'}},{'id':'b'},{'id':'c'}]
          {'tool_calls':[{'index':1,'id':'b'}]};{'tool_calls':[{'index':0,'id':'a'}]} | 'tool_calls':[{'index':0,'id':'a'},{'index':1,'id':'b'}]
          {'tool_calls':[{'index':0,'id':'a','function':{'name':'f','arguments':null}}]};{'tool_calls':[{'index':0,'id':'','function':{'arguments':'{'}}]};{'tool_calls':[{'index':0,'function':{'arguments':'}'}}]} | 'tool_calls':[{'id':'a','function':{'name':'f','arguments':'{}'}}]
          {'function_call':{'name':'f','arguments':''}};{'function_call':{'arguments':'x'}} | 'function_call':{'name':'f','arguments':'x'}
          {'content':''};{'content':[{'type':'thinking','thinking':[{'type':'text','text':'a'}]}]};{'content':[{'type':'thinking','thinking':[{'type':'text','text':'b'}]}]};{'content':'c'};{'content':'d'} | 'content':[{'type':'thinking','thinking':[{'type':'text','text':'ab'}]},{'type':'text','text':'cd'}]
          {'reasoning_details':[{'type':'reasoning.text','index':0,'text':'','signature':''}]};{'reasoning_details':[{'type':'reasoning.text','index':0,'text':'a'}]};{'reasoning_details':[{'type':'reasoning.text','index':0,'text':'b'},{'type':'reasoning.encrypted','index':0,'data':'e'}]};{'reasoning_details':[{'type':'reasoning.text','index':0,'signature':'s'}]};{'reasoning_details':[]} | 'reasoning_details':[{'type':'reasoning.text','index':0,'text':'ab','signature':'s'},{'type':'reasoning.encrypted','index':0,'data':'e'}]
          """)
  void deltasAreOneMessage(String deltas, String message) throws Exception {
    List<String> chunks = new ArrayList<>();
    for (String delta : deltas.split(";")) {
      chunks.add(choice("'delta':" + delta.strip()));
    }
    chunks.add(STOP);
    chunks.add(USAGE);
    String whole = reframed(COUNTED, UNARY, stream(chunks.toArray(String[]::new)));
    assertThat(whole).isNotNull();
    assertThat(tree(whole).at("/choices/0/message"))
        .isEqualTo(tree("{'role':'assistant'," + message + "}"));
  }

  /** Deltas that say what no message can. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'audio':{'data':'x'}}",
        "{'x_unknown':'x'}",
        "{'content':5}",
        "{'content':['x']}",
        "{'content':[{'type':'image'}]}",
        "{'role':'assistant'};{'role':'user'}",
        "{'tool_calls':[{'index':0,'id':'a'}]};{'tool_calls':[{'index':0,'id':'b'}]}",
        "{'tool_calls':[{'index':0,'id':'a'}]};{'tool_calls':[{'id':'b'}]}",
        "{'tool_calls':['x']}",
        "{'tool_calls':[{'index':0,'function':{'name':'f'}}]};"
            + "{'tool_calls':[{'index':0,'function':{'name':'g'}}]}",
        "{'reasoning_details':[{'type':'reasoning.text','text':'a'}]};"
            + "{'reasoning_details':[{'type':'reasoning.text','text':'b'}]}"
      })
  void whatNoMessageCanSayIsAMiss(String deltas) throws Exception {
    List<String> chunks = new ArrayList<>();
    for (String delta : deltas.split(";")) {
      chunks.add(choice("'delta':" + delta));
    }
    chunks.add(STOP);
    chunks.add(USAGE);
    assertThat(reframed(COUNTED, UNARY, stream(chunks.toArray(String[]::new)))).isNull();
  }

  /** Whole messages that no stream can say. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "'audio':{'data':'x'}",
        "'x_unknown':'x'",
        "'content':5",
        "'content':[]",
        "'content':[{'type':'image'}]",
        "'content':[{'type':'text','text':'a'},{'type':'text','text':'b'}]",
        "'reasoning':{}",
        "'tool_calls':{}",
        "'tool_calls':[{'id':'a'}]",
        "'tool_calls':[{'id':'a','function':{'name':'f','arguments':{}}}]",
        "'tool_calls':[{'id':'a','function':{'arguments':'x'},'custom':{'input':'x'}}]",
        "'tool_calls':[{'index':0,'id':'a'},{'index':0,'id':'b'}]",
        "'function_call':{'name':'f'}"
      })
  void whatNoStreamCanSayIsAMiss(String message) throws Exception {
    String choice = "{'index':0,'message':{'role':'assistant',%s},'finish_reason':'stop'}";
    assertThat(reframed(UNARY, PLAIN, whole(choice.formatted(message)))).isNull();
    assertThat(reframed(UNARY, PLAIN, whole(choice.formatted("'content':'a'")))).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "{'object':'chat.completion','choices':[]}",
        "{'object':'list','choices':[{'index':0,'message':{'role':'assistant'},"
            + "'finish_reason':'stop'}]}",
        "{'object':'chat.completion','choices':[{'message':{'role':'assistant'}}]}",
        "{'object':'chat.completion','error':{},'choices':[{'message':{'role':'assistant'},"
            + "'finish_reason':'stop'}]}",
        "data: [DONE]",
        "data: {'choices':[{'delta':{'content':'a'}}],'usage':{}}\n\ndata: [DONE]",
        "data: {'choices':[{'delta':{},'finish_reason':'stop'}],'error':'x','usage':{}}",
        "data: {'choices':[{'delta':{},'finish_reason':'stop','index':-1}],'usage':{}}",
        "data: [DONE]\n\ndata: {'choices':[{'delta':{},'finish_reason':'stop'}],'usage':{}}",
        "event: x\ndata: {'choices':[{'delta':{},'finish_reason':'stop'}],'usage':{}}",
      })
  void whatIsNoReplyIsAMiss(String body) throws Exception {
    assertThat(reframed(COUNTED, body.startsWith("{") ? PLAIN : UNARY, body)).isNull();
  }

  @Test
  void bytesTellTheShapeNotTheForm() throws Exception {
    String whole =
        whole("{'index':0,'message':{'role':'assistant','content':'a'},'finish_reason':'stop'}");
    String stream = reframed(UNARY, COUNTED, whole);
    assertThat(reframed(COUNTED, UNARY, "\n " + whole)).isEqualTo(json("\n " + whole));
    assertThat(reframed(COUNTED, PLAIN, whole)).isEqualTo(reframed(UNARY, PLAIN, whole));
    assertThat(reframed(UNARY, COUNTED, stream)).isEqualTo(stream);
  }

  @Test
  void contentTypeAndFormFollow() throws Exception {
    String whole =
        whole("{'index':0,'message':{'role':'assistant','content':'a'},'finish_reason':'stop'}");
    RequestFacts wanted = facts(COUNTED);
    StoredReply stream = new OpenAiChat().reframe(wanted, stored(facts(UNARY), whole));
    assertThat(stream).isNotNull();
    assertThat(stream.form()).isEqualTo(wanted.form());
    assertThat(stream.headers().first("Content-Type"))
        .isEqualTo("text/event-stream; charset=utf-8");
    StoredReply back = new OpenAiChat().reframe(facts(UNARY), stream);
    assertThat(back).isNotNull();
    assertThat(back.headers().first("Content-Type")).isEqualTo("application/json");
  }

  @Test
  void usageIsShownToThoseWhoAsked() throws Exception {
    String text = choice("'delta':{'content':'a'}");
    String counted = stream(noUsage(text), noUsage(STOP), USAGE);
    assertThat(reframed(COUNTED, PLAIN, counted)).isEqualTo(written(stream(text, STOP)));
    assertThat(reframed(PLAIN, COUNTED, stream(text, STOP, USAGE)))
        .isEqualTo(written(stream(noUsage(text), noUsage(STOP), USAGE)));
    assertThat(reframed(PLAIN, COUNTED, stream(text, STOP))).isNull();
    assertThat(reframed(PLAIN, UNARY, stream(text, STOP))).isNull();
    String lateNews = stream(text, STOP, USAGE.replace("]", "],'news':1"));
    assertThat(reframed(COUNTED, PLAIN, lateNews)).isNull();
    String withoutUsage =
        whole("{'index':0,'message':{'role':'assistant','content':'a'},'finish_reason':'stop'}")
            .replace("'usage':", "'x':");
    assertThat(reframed(UNARY, COUNTED, withoutUsage)).isNull();
    assertThat(reframed(UNARY, PLAIN, withoutUsage)).isNotNull();
  }

  @Test
  void usageThatIsShownUnaskedStaysWhereItIs() throws Exception {
    String text = choice("'delta':{'content':'a'}");
    String end = STOP.replace("]}", "],'usage':{'prompt_tokens':3}}");
    assertThat(reframed(COUNTED, PLAIN, stream(text, end))).isEqualTo(written(stream(text, end)));
    assertThat(reframed(PLAIN, COUNTED, stream(text, end)))
        .isEqualTo(written(stream(noUsage(text), end)));
    assertThat(tree(reframed(PLAIN, UNARY, stream(text, end))).at("/usage/prompt_tokens").asInt())
        .isEqualTo(3);
    String groq = STOP.replace("]}", "],'x_groq':{'id':'r','usage':{'prompt_tokens':3}}}");
    assertThat(tree(reframed(PLAIN, UNARY, stream(text, groq))))
        .isEqualTo(
            tree(
                "{'id':'c1','object':'chat.completion','created':100,'model':'m','choices':[{'index'"
                    + ":0,'message':{'role':'assistant','content':'a'},'finish_reason':'stop'}],"
                    + "'x_groq':{'id':'r'},'usage':{'prompt_tokens':3}}"));
    assertThat(events(reframed(PLAIN, COUNTED, stream(text, groq))).get(2))
        .isEqualTo(tree("{" + HEAD + "'model':'m','choices':[],'usage':{'prompt_tokens':3}}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"'continuous_usage_stats':true", "'x_unknown':1", "'include_usage':5"})
  void optionsOfUnknownEffectMustBeTheSame(String option) throws Exception {
    String body = stream(choice("'delta':{'content':'a'}"), STOP, USAGE);
    String unknown = PLAIN + ",'stream_options':{" + option + "}";
    assertThat(reframed(PLAIN, unknown, body)).isNull();
    assertThat(reframed(unknown, PLAIN, body)).isNull();
    assertThat(reframed(unknown, UNARY, body)).isNull();
    assertThat(reframed(unknown, unknown, body)).isNotNull();
  }

  @Test
  void openRouterEndsTwice() throws Exception {
    String end = STOP.replace("]}", "],'usage':{'prompt_tokens':3}}");
    String whole = reframed(PLAIN, UNARY, stream(choice("'delta':{'content':'a'}"), STOP, end));
    assertThat(tree(whole).at("/choices/0/finish_reason").asText()).isEqualTo("stop");
    assertThat(reframed(PLAIN, UNARY, stream(STOP.replace("stop", "length"), end))).isNull();
  }

  @Test
  void logprobsGoOn() throws Exception {
    String piece =
        "'delta':{'content':'%s'},'logprobs':{'content':[{'token':'%s'}],'refusal':null}";
    String whole =
        reframed(
            COUNTED,
            UNARY,
            stream(
                choice(piece.formatted("a", "a")), choice(piece.formatted("b", "b")), STOP, USAGE));
    assertThat(tree(whole).at("/choices/0/logprobs"))
        .isEqualTo(tree("{'content':[{'token':'a'},{'token':'b'}],'refusal':null}"));
  }

  private static String noUsage(String chunk) {
    return chunk.substring(0, chunk.length() - 1) + ",'usage':null}";
  }

  private static String choice(String members) {
    return "{" + HEAD + "'model':'m','choices':[{'index':0," + members + "}]}";
  }

  private static String whole(String choices) {
    return "{'id':'c1','object':'chat.completion','created':100,'model':'m','choices':["
        + choices
        + "],'usage':{'prompt_tokens':100,'total':1.5},'service_tier':'default',"
        + "'system_fingerprint':null,'x_more':{'a':1}}";
  }

  private static String stream(String... chunks) {
    return "data: " + String.join("\n\ndata: ", chunks) + "\n\ndata: [DONE]\n\n";
  }

  /** The same text as it is written. */
  private static String written(String stream) {
    return json(stream);
  }

  private static List<JsonNode> events(@Nullable String stream) {
    assertThat(stream).isNotNull();
    return stream
        .lines()
        .filter(line -> line.startsWith("data: {"))
        .map(line -> JsonSpelling.tree(line.substring(6).getBytes(UTF_8)))
        .toList();
  }

  private static List<JsonNode> trees(String... texts) {
    return java.util.Arrays.stream(texts).map(ChatReframeTest::tree).toList();
  }

  private static JsonNode tree(@Nullable String text) {
    assertThat(text).isNotNull();
    return JsonSpelling.tree(json(text).getBytes(UTF_8));
  }

  private static String quoted(String text) {
    return com.fasterxml.jackson.databind.node.TextNode.valueOf(text).toString();
  }

  private static @Nullable String reframed(String stored, String wanted, String body)
      throws UnreadableRequestException {
    StoredReply reply = new OpenAiChat().reframe(facts(wanted), stored(facts(stored), body));
    return reply == null ? null : new String(reply.body(), UTF_8);
  }

  private static StoredReply stored(RequestFacts facts, String body) {
    return new StoredReply(
        Instant.EPOCH,
        Duration.ZERO,
        Duration.ofHours(1),
        0,
        facts.format(),
        facts.model(),
        facts.form(),
        200,
        Headers.of("Content-Type", "x/y"),
        json(body).getBytes(UTF_8),
        Usage.UNKNOWN,
        Duration.ofSeconds(1),
        List.of(),
        Pace.UNKNOWN);
  }

  private static RequestFacts facts(String field) throws UnreadableRequestException {
    String body = "{'model':'m','messages':[{'role':'user','content':'x'}]," + field + "}";
    URI target = URI.create("http://localhost/v1/chat/completions");
    return new OpenAiChat()
        .read(
            CacheRequest.of(
                WayIn.CLIENT, "POST", target, Headers.EMPTY, json(body).getBytes(UTF_8)));
  }

  /** An escaped ' is an escaped ". */
  private static String json(String text) {
    return text.replace('\'', '"');
  }
}
